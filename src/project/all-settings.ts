import {
  addressesOf,
  addressOf,
  asItIs,
  httpAddress,
  list,
  onOrOff,
  type Setting,
  wholeNumber,
} from './setting.ts';

const http = ['http:', 'https:'];
const setting = <Value>(one: Setting<Value>) => one;

/**
 * Every setting, once: the flags of the command line, `.env.example`, `docs/reference.md` and `footfall doctor --settings` follow
 * this list, and tests hold them against it.
 */
export const allSettings = {
  targetUrl: setting({
    key: 'target.url',
    variable: 'FOOTFALL_TARGET',
    flag: '--target <url>',
    means:
      'The product to measure. Given by flag or variable, it must be running: `target.command` starts the configured one only.',
    example: 'http://localhost:3000/',
    usually: 'none',
    parse: httpAddress,
  }),
  targetCommand: setting({
    key: 'target.command',
    means:
      'A shell command that starts the product and keeps running, in the project’s folder. It finds the port it must listen on in PORT, and in FOOTFALL_COPY the name of a copy (base or head) when two are started.',
    example: 'npm run serve',
    usually: 'the product is running already',
    parse: asItIs,
  }),
  startTimeoutMs: setting({
    key: 'target.startTimeoutMs',
    means: 'How long the command may take until the product answers, in milliseconds.',
    example: '60000',
    usually: '180000',
    parse: wholeNumber(1, 86_400_000),
  }),
  home: setting({
    key: 'target.home',
    means:
      'A selector of something that only the loaded home page shows. Users stand ready when they see it.',
    example: 'input[name=q]',
    usually: 'the page’s load event',
    parse: asItIs,
  }),
  allowHosts: setting({
    key: 'target.allowHosts',
    variable: 'FOOTFALL_ALLOW_HOSTS',
    means: 'Hosts that may be put under load although they are not this machine, separated by commas.',
    example: 'search.staging.example.com',
    usually: 'this machine only',
    parse: list,
  }),
  healthPath: setting({
    key: 'target.health.path',
    variable: 'FOOTFALL_HEALTH_PATH',
    means:
      'The page that is asked whether the product is up. It may report facts, tiers and the server’s clock (docs/telemetry.md).',
    example: '/healthz',
    usually: 'the home page is asked',
    parse: asItIs,
  }),
  workload: setting({
    key: 'workload',
    variable: 'FOOTFALL_WORKLOAD',
    means: 'The workload: a file under workloads/, without its ending.',
    example: 'peak',
    usually: 'peak, or the only one there is',
    parse: asItIs,
  }),
  users: setting({
    key: 'users',
    variable: 'FOOTFALL_USERS',
    flag: '--users <n>',
    means: 'Users at the same time; each is a Playwright worker.',
    example: '50',
    usually: 'as the workload says',
    parse: wholeNumber(1, 1000),
  }),
  usersPerWorker: setting({
    key: 'usersPerWorker',
    variable: 'FOOTFALL_USERS_PER_WORKER',
    flag: '--users-per-worker <n>',
    means: 'How many users share a worker: more users with fewer processes.',
    example: '2',
    usually: 'as the workload says, else 1',
    parse: wholeNumber(1, 100),
  }),
  durationSeconds: setting({
    key: 'durationSeconds',
    variable: 'FOOTFALL_DURATION',
    flag: '--duration <seconds>',
    means: 'Length of the steady state in seconds.',
    example: '60',
    usually: 'as the workload says',
    parse: wholeNumber(1, 86_400),
  }),
  seed: setting({
    key: 'seed',
    variable: 'FOOTFALL_SEED',
    flag: '--seed <n>',
    means: 'The same seed gives the same queries, choices and pace.',
    example: '1',
    usually: 'as the workload says',
    parse: wholeNumber(0, 2 ** 31),
  }),
  browser: setting({
    key: 'browser',
    variable: 'FOOTFALL_BROWSER',
    flag: '--browser <path>',
    means: 'Chromium executable.',
    example: '/usr/lib/chromium/chromium',
    usually:
      'Playwright’s own, else the system’s, else the headless shell of @sparticuz/chromium if that is installed',
    parse: asItIs,
  }),
  reports: setting({
    key: 'reports',
    variable: 'FOOTFALL_REPORTS',
    means: 'The folder that runs are written to.',
    example: 'reports',
    usually: 'reports',
    parse: asItIs,
  }),
  history: setting({
    key: 'history',
    variable: 'FOOTFALL_HISTORY',
    means:
      'The file that each run adds a line to, for the trend; a path that ends in / is a folder with a file per run.',
    example: 'reports/history.ndjson',
    usually: 'history.ndjson beside the runs',
    parse: asItIs,
  }),
  baseline: setting({
    key: 'baseline',
    variable: 'FOOTFALL_BASELINE',
    flag: '--baseline <name>',
    means:
      'The baseline for relative limits: a name under perf-budgets/baselines, or the path of a run folder.',
    example: 'main',
    usually: 'main, once it is saved',
    parse: asItIs,
  }),
  audits: setting({
    key: 'audits',
    variable: 'FOOTFALL_AUDITS',
    flag: '--audits, --no-audits',
    means: 'Whether Lighthouse audits the pages after the users have left (on or off).',
    example: 'off',
    usually: 'as the workload says',
    parse: onOrOff,
  }),
  auditedJourney: setting({
    key: 'auditedJourney',
    means:
      'The journey over the pages that Lighthouse audits after the home page: its steps “results” and “document”.',
    example: 'audited pages',
    usually: 'only the home page is audited',
    parse: asItIs,
  }),
  film: setting({
    key: 'film',
    variable: 'FOOTFALL_FILM',
    flag: '--no-film',
    means:
      'Whether each step is filmed alone when the users have left, to see that it ends when the screen last changes (on or off; docs/any-page.md).',
    example: 'off',
    usually: 'on',
    parse: onOrOff,
  }),
  stopWhenDown: setting({
    key: 'stopWhenDown',
    variable: 'FOOTFALL_STOP_WHEN_DOWN',
    flag: '--stop-when-down',
    means:
      'Whether a run ends early if, for ten seconds and a think time, no step has been answered (on or off).',
    example: 'on',
    usually: 'off: it says so and goes on',
    parse: onOrOff,
  }),
  recordParameters: setting({
    key: 'record.parameters',
    variable: 'FOOTFALL_RECORD_PARAMETERS',
    means:
      'Query parameters whose values may be recorded, separated by commas, beyond those that say what was searched for (docs/secrets.md).',
    example: 'shop,warehouse',
    usually: 'only the usual names of search parameters',
    parse: list,
  }),
  diagnosis: setting({
    key: 'diagnosis',
    variable: 'FOOTFALL_DIAGNOSIS',
    means:
      'Whether the product is asked about itself to find out why it is slow: its tiers during the run, its slowest queries afterwards (on or off; docs/telemetry.md).',
    example: 'off',
    usually: 'on',
    parse: onOrOff,
  }),
  traces: setting({
    key: 'traces',
    variable: 'FOOTFALL_TRACES',
    means:
      'Whether the slowest step of each journey is repeated with tracing after the users have left (on or off).',
    example: 'on',
    usually: 'off',
    parse: onOrOff,
  }),
  databaseUrl: setting({
    key: 'target.sources.databaseUrl',
    variable: 'FOOTFALL_DATABASE_URL',
    means: 'The product’s PostgreSQL; a role that may only read is enough.',
    example: 'postgresql://reader:password@localhost:5432/products',
    usually: 'not asked',
    isSecret: true,
    parse: addressOf(['postgresql:', 'postgres:'], 'postgresql://user:password@localhost:5432/products'),
  }),
  databaseLog: setting({
    key: 'target.sources.databaseLog',
    variable: 'FOOTFALL_DATABASE_LOG',
    means: 'PostgreSQL’s log, for the plans that auto_explain writes there.',
    example: '/var/log/postgresql/postgresql.log',
    usually: 'not read',
    parse: asItIs,
  }),
  vespaUrl: setting({
    key: 'target.sources.vespaUrl',
    variable: 'FOOTFALL_VESPA_URL',
    means: 'Vespa’s container, or a server with its API.',
    example: 'http://localhost:8080',
    usually: 'not asked',
    isSecret: true,
    parse: addressOf(http, 'http://localhost:8080'),
  }),
  redisUrl: setting({
    key: 'target.sources.redisUrl',
    variable: 'FOOTFALL_REDIS_URL',
    means: 'The product’s Redis.',
    example: 'redis://localhost:6379',
    usually: 'not asked',
    isSecret: true,
    parse: addressOf(['redis:', 'rediss:'], 'redis://localhost:6379'),
  }),
  metricsUrls: setting({
    key: 'target.sources.metricsUrls',
    variable: 'FOOTFALL_METRICS_URL',
    means: 'Pages of metrics in Prometheus text format, separated by commas.',
    example: 'http://localhost:3000/metrics,http://localhost:3001/metrics',
    usually: '/metrics of the target',
    isSecret: true,
    parse: addressesOf(http, 'http://localhost:3000/metrics'),
  }),
  logs: setting({
    key: 'target.sources.logs',
    variable: 'FOOTFALL_LOGS',
    means: 'The product’s log files on this machine, separated by commas.',
    example: '/var/log/product/server.log',
    usually: 'the output of target.command',
    parse: list,
  }),
  profileUrl: setting({
    key: 'target.sources.profileUrl',
    variable: 'FOOTFALL_PROFILE_URL',
    means:
      'Inspector of the product’s server, if that runs on Node.js: a CPU profile is taken while the slowest queries are repeated.',
    example: 'http://127.0.0.1:9229',
    usually: 'no profile',
    parse: addressOf(http, 'http://127.0.0.1:9229'),
  }),
  sourcesFile: setting({
    key: 'target.sources.file',
    means:
      'A JSON file that the product writes when it is up, with any of the other sources by name; it counts if its url is the target’s.',
    example: '.product/sources.json',
    usually: 'none',
    parse: asItIs,
  }),
  queriesPath: setting({
    key: 'target.queriesPath',
    variable: 'FOOTFALL_QUERIES_PATH',
    means:
      'The page that reports, by trace id, what a request asked of the product’s tiers (docs/slow-queries.md).',
    example: '/debug/queries',
    usually: 'not asked',
    parse: asItIs,
  }),
};

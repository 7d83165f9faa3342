import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ownerFile } from '../src/cli/product/product-owner.ts';
import { contains } from '../src/cli/scan/find-value.ts';
import { zipped } from '../src/store/zip.ts';
import { freePort } from '../tests/cli/free-port.ts';
import { startPostgresql } from '../tests/telemetry/some-postgresql.ts';
import { markdownTable, writeIntoDocument } from './document.ts';
import { planted } from './planted-secrets.ts';

/**
 * A product gives away secrets of every kind while it is measured, and everything that Footfall leaves behind or prints is searched
 * for them: `npm run bench:secrets`, about three minutes. `-- --write` puts the table into docs/reliability.md. Exits with code 1 if
 * a secret is found, or what users searched for in what is shared, or if the search is blind: what users searched for must be found, and so must a mark wherever something was
 * taken out.
 */
const root = resolve(import.meta.dirname, '..');

/** What users search for is no secret. It must be found in these places. */
const SEARCHED = 'harbour lantern';
const searchedIn: Place[] = ['samples and reports', 'traces', 'product’s output'];

const places = [
  'samples and reports',
  'traces',
  'Lighthouse',
  'Allure',
  'product’s output',
  'baseline, history',
  'shared',
  'terminal',
  '.footfall, test-results',
] as const;
type Place = (typeof places)[number];

interface Found {
  place: Place;
  name: string;
  content: Buffer;
}

expectSight();
// Within the repository, so that its journeys find the package.
const project = join(root, '.footfall/bench-secrets');
rmSync(project, { recursive: true, force: true });
cpSync(join(import.meta.dirname, 'leaky'), project, { recursive: true });
writeFileSync(join(project, '.env'), `SHOP_CODE='${planted.dotenv.value}'\n`);
const shopLog = join(root, '.footfall/bench-secrets-shop.log');
writeFileSync(shopLog, '');

const postgresql = await startPostgresql();
const port = await freePort();
const at = `127.0.0.1:${port}/`;
const env = {
  LEAKY_TARGET: `http://${at}?api_key=${planted.targetKey.value}`,
  LEAKY_PRODUCT: join(import.meta.dirname, 'leaky-product.ts'),
  LEAKY_DATABASE: postgresql.url,
  LEAKY_LOG: shopLog,
  LEAKY_PRINTED: planted.printed.value,
  LEAKY_THROWN: planted.thrown.value,
  FOOTFALL_DATABASE_URL: postgresql.url,
  FOOTFALL_DATABASE_LOG: postgresql.logFile,
  FOOTFALL_METRICS_URL: `http://${at}metrics?token=${planted.metricsKey.value}`,
  FOOTFALL_REPORTS: 'reports',
};
const commands = [
  // The output of the product is a log only if no other is named.
  ['run', 'leaky'],
  ['report', 'reports/latest'],
  ['baseline', 'save', 'main', 'reports/latest'],
  ['share', 'reports/latest'],
  ['doctor'],
  ['doctor', '--settings'],
];
const found: Found[] = [];
/** Written only while the product runs. */
const watching = setInterval(() => keepOwner(found), 500);
try {
  for (const words of commands) {
    const named = words[0] === 'run' ? { FOOTFALL_LOGS: `${shopLog},reports/target.log` } : {};
    const said = await footfall(words, named);
    found.push({ place: 'terminal', name: words.join(' '), content: Buffer.from(said) });
    console.log(`${new Date().toISOString()} ${words.join(' ')}`);
  }
} finally {
  clearInterval(watching);
  await postgresql.stop();
}
for (const file of filesIn(project)) {
  const name = relative(project, file);
  const place = placeOf(name);
  if (place) found.push({ place, name, content: readFileSync(file) });
}

const secrets = [
  ...Object.values(planted),
  { what: 'password of the database', value: new URL(postgresql.url).password },
];
const rows = secrets.map(({ what, value }) => ({ what, counts: countsOf(value) }));
const searched = countsOf(SEARCHED);
const files = places.map((place) => found.filter((one) => one.place === place).length);
const table = markdownTable(
  ['planted', ...places],
  [
    ...rows.map(({ what, counts }) => [what, ...counts.map(String)]),
    ['no secret: what users searched for', ...searched.map(String)],
    ['files and outputs searched', ...files.map(String)],
  ],
);
console.log(`\n${table}\n`);

const all = found.map(({ content }) => content.toString('utf8')).join('\n');
const problems = [
  ...rows.flatMap(({ what, counts }) => (counts.some((count) => count > 0) ? [`found: ${what}`] : [])),
  ...searchedIn.filter((place) => searched[places.indexOf(place)] === 0).map((place) => `blind: ${place}`),
  ...(searched[places.indexOf('shared')] === 0 ? [] : [`found in what is shared: ${SEARCHED}`]),
  ...places.filter((_, index) => files[index] === 0).map((place) => `nothing to search: ${place}`),
  ...Object.values(planted).flatMap((one) =>
    'mark' in one && !one.mark.test(all) ? [`never came: ${one.what}`] : [],
  ),
];
for (const problem of problems) console.log(problem);
if (process.argv.includes('--write')) writeIntoDocument('reliability.md', 'bench:secrets', table);
if (problems.length > 0) process.exitCode = 1;
else rmSync(project, { recursive: true });

/** How many files and outputs of each place contain a text; their names are printed if it is a secret. */
function countsOf(value: string): number[] {
  const holding = found.filter(({ name, content }) => contains(name, content, value));
  if (value !== SEARCHED) for (const { place, name } of holding) console.log(`${place}: ${name}: ${value}`);
  return places.map((place) => holding.filter((one) => one.place === place).length);
}

/** @throws if the search does not find a text in a form that it should know */
function expectSight(): void {
  const text = Buffer.from(`before ${SEARCHED} behind`);
  const forms: [string, Buffer][] = [
    ['as it is', text],
    ['address', Buffer.from(encodeURIComponent(`${text}`))],
    ['UTF-16', Buffer.from(`${text}`, 'utf16le')],
    ...[0, 1, 2].map((shift): [string, Buffer] => [
      `base64 ${shift}`,
      Buffer.from(Buffer.concat([Buffer.alloc(shift), text]).toString('base64')),
    ]),
    ['a.gz', gzipSync(text)],
    ['a.zip', zipped([{ name: 'inside.gz', content: gzipSync(text) }])],
  ];
  const unseen = forms.filter(([name, content]) => !contains(name, content, SEARCHED));
  if (unseen.length > 0)
    throw new Error(`the search is blind for ${unseen.map(([name]) => name).join(', ')}`);
}

function placeOf(name: string): Place | undefined {
  const [top = '', run = '', part = ''] = name.split('/');
  if (top === '.footfall' || top === 'test-results') return '.footfall, test-results';
  if (top === 'perf-budgets') return run === 'baselines' ? 'baseline, history' : undefined;
  if (top !== 'reports') return undefined;
  if (run.endsWith('.log')) return 'product’s output';
  if (run.startsWith('history')) return 'baseline, history';
  if (run.endsWith('-shared')) return 'shared';
  if (part === 'lighthouse') return 'Lighthouse';
  if (part === 'traces') return 'traces';
  return part.startsWith('allure') || part === 'playwright' ? 'Allure' : 'samples and reports';
}

function keepOwner(into: Found[]): void {
  const file = ownerFile(project, `http://${at}`);
  if (into.some(({ name }) => name === file) || !existsSync(file)) return;
  into.push({ place: '.footfall, test-results', name: file, content: readFileSync(file) });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Runs a command in the leaky project, and returns what it printed. */
async function footfall(words: string[], more: NodeJS.ProcessEnv): Promise<string> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(FOOTFALL|TARGET)_/.test(name) || name === 'FOOTFALL_BROWSER',
  );
  const child = spawn(process.execPath, [join(root, 'bin/footfall.js'), ...words], {
    cwd: project,
    env: { ...Object.fromEntries(inherited), ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  await new Promise((ended) => child.once('close', ended));
  return said;
}

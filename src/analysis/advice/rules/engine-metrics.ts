import { groupOfLayer } from '../../../sample/layer-groups.ts';
import { formatCount, formatDuration, formatShare } from '../../../words/units.ts';
import { type EngineFacts, engineFacts } from '../engine-facts.ts';
import { LONG_MS } from '../engine-parts.ts';
import type { Evidence } from '../evidence.ts';
import { engineMs } from '../layer-times.ts';
import { middle, quantileOf } from '../middle.ts';
import { highest, type Place, usual, valuesAt } from '../readings.ts';
import type { Rule } from '../rule.ts';
import { vespa } from '../sources.ts';
import { told } from '../told.ts';
import { won } from '../won.ts';

const of = (metric: string): Place => ['vespa', metric];

const askedEngine = ({ answered }: Evidence) => answered.filter((step) => engineMs(step) > 0);

/** An entry of the engine, or of the server's whole work. */
const tellsOfEngine = (name: string) => groupOfLayer(name) === 'engine' || /^(app|total)$/i.test(name);

/** A match phase stops early because somebody wants it to. */
const isByDesign = ({ degraded = [] }: EngineFacts) =>
  degraded.length > 0 && degraded.every((reason) => reason === 'match-phase');

const partialAnswers: Rule = {
  id: 'engine.partial-answers',
  layer: 'engine',
  title: 'The engine gives up before it has searched everything',
  source: vespa('performance/graceful-degradation', 'Graceful query coverage degradation'),
  weight: 'severe',
  isLatency: false,
  find(evidence) {
    const partial = evidence.steady.filter(({ request }) =>
      Object.entries(request?.serverTimingDesc ?? {}).some(
        ([name, description]) => tellsOfEngine(name) && /partial/i.test(description),
      ),
    );
    const limited = engineFacts(evidence).filter(({ coverage = 1 }) => coverage < 1);
    const replayed = limited.filter((one) => !isByDesign(one));
    // Vespa counts what a match phase limits as degraded too.
    const degraded = limited.some(isByDesign) ? 0 : (highest(evidence, of('degradedQueries')) ?? 0);
    // Each reading covers the minute before it, so that they count the same queries again.
    const doomed = Math.max(highest(evidence, of('softDoomed')) ?? 0, degraded);
    if (partial.length === 0 && doomed === 0 && replayed.length === 0) return undefined;
    const least = replayed.toSorted((a, b) => (a.coverage ?? 1) - (b.coverage ?? 1))[0];
    const names = new Map(
      [...partial, ...replayed.map(({ replay }) => replay.query)].map(({ journey, step }) => [
        JSON.stringify([journey, step]),
        { journey, step },
      ]),
    );
    return {
      symptom:
        'Answers leave out documents: the engine had no time to search them all, and says so in a side note only.',
      evidence: [
        [
          'Steps with a partial answer',
          `${formatCount(partial.length)} of ${formatCount(evidence.steady.length)}`,
        ],
        ...told('Queries that ran out of time, in a minute', doomed === 0 ? undefined : doomed, formatCount),
        ...told('Least share of the documents searched', least?.coverage, formatShare),
        ...told('Why', least?.degraded?.join(', '), String),
      ],
      change: {
        what: 'Raise the timeout of queries, and make the slow ones cheaper. Treat an answer without full coverage as an error.',
        kind: 'query parameter',
        snippet: 'timeout=2s\nranking.softtimeout.enable=false   # to measure: late answers then fail',
      },
      steps: [...names.values()],
    };
  },
};

const tooFewThreads: Rule = {
  id: 'engine.too-few-threads',
  layer: 'engine',
  title: 'Queries stand in line for a thread of the engine',
  source: vespa('performance/sizing-search', 'Sizing search'),
  yieldsTo: ['engine.ranking', 'engine.linear-scan'],
  weight: 'structural',
  find(evidence) {
    const queue = usual(evidence, of('matchQueue')) ?? 0;
    const utilization = highest(evidence, of('matchUtilization')) ?? 0;
    const asked = askedEngine(evidence);
    const slowMs = quantileOf(asked.map(engineMs), 0.9) ?? 0;
    const aloneMs = middle(engineFacts(evidence).flatMap((one) => one.aloneMs ?? []));
    // A crowd for a moment is in every queue; it matters when threads are busy and queries take longer than by themselves.
    const isBusy = utilization >= (aloneMs === undefined ? 0.5 : 0.2);
    if (queue === 0 || !isBusy || slowMs < LONG_MS || slowMs < 1.3 * (aloneMs ?? 0)) return undefined;
    return {
      symptom: `Queries wait for their turn: one in ten takes ${formatDuration(slowMs)} and more in the engine${aloneMs === undefined ? '' : `, where one alone takes ${formatDuration(aloneMs)}`}.`,
      evidence: [
        ['Queries in line for matching, at most', formatCount(highest(evidence, of('matchQueue')) ?? 0)],
        ['Matching threads busy, at most', formatShare(Math.min(1, utilization))],
        ['Engine under load, p90', formatDuration(slowMs)],
        ...told('Engine, one query alone', aloneMs, formatDuration),
        ...told('Summary threads busy, at most', highest(evidence, of('summaryUtilization')), formatShare),
      ],
      change: {
        what: 'Raise the threads for matching and for summaries above what they are (Vespa’s own defaults are 64 and 16). Beyond about twice the cores of the content node they only wait for a core: then make queries cheaper, or add a node.',
        kind: 'services.xml',
        snippet:
          '<engine><proton><tuning><searchnode>\n  <requestthreads>\n    <search>N</search>   <!-- more than now, about 2 × cores -->\n    <summary>N</summary> <!-- more than now, about the cores -->\n  </requestthreads>\n</searchnode></tuning></proton></engine>',
      },
      ...wonOfWaiting(evidence),
    };
  },
};

/** What queries took above the quickest twentieth of their own step: that much is their own work, the rest is waiting. */
function wonOfWaiting(evidence: Evidence) {
  const ownMs = new Map(
    evidence.names.map(({ journey, step, steps }) => [
      JSON.stringify([journey, step]),
      quantileOf(
        steps.map(engineMs).filter((ms) => ms > 0),
        0.05,
      ) ?? 0,
    ]),
  );
  return won(askedEngine(evidence), (one) => {
    const { journey, step } = one.sample;
    return Math.max(0, engineMs(one) - (ownMs.get(JSON.stringify([journey, step])) ?? 0));
  });
}

/** How busy the engine's machine is; an engine elsewhere tells how busy its threads are. */
function busyShareOf(evidence: Evidence): [name: string, share: number | undefined] {
  return evidence.points('engine', 'cpuMs').length > 0
    ? ['CPU of the machine in use', usual(evidence, ['host', 'cpuShare'])]
    : ['Matching threads busy', usual(evidence, of('matchUtilization'))];
}

const oneThreadPerSearch: Rule = {
  id: 'engine.one-thread-per-search',
  layer: 'engine',
  title: 'A query uses one core while others are idle',
  source: vespa('performance/practical-search-performance-guide', 'Practical search performance guide'),
  yieldsTo: [
    'engine.too-few-threads',
    'engine.ranking',
    'engine.linear-scan',
    'engine.stopwords',
    'engine.too-many-matches',
    'engine.slow-class',
    'engine.partial-answers',
  ],
  find(evidence) {
    const matchMs = usual(evidence, of('matchMs')) ?? 0;
    const setupMs = usual(evidence, of('setupMs')) ?? 0;
    const [busyName, busyShare] = busyShareOf(evidence);
    if (matchMs < 50 || setupMs > 0.2 * matchMs || busyShare === undefined || busyShare >= 0.5)
      return undefined;
    // Queries in line leave no thread for another one to take.
    if ((usual(evidence, of('matchQueue')) ?? 0) > 0) return undefined;
    return {
      symptom: `Matching takes ${formatDuration(matchMs)} while most of the engine is idle.`,
      evidence: [
        ['Matching', formatDuration(matchMs)],
        ['Setting a query up', formatDuration(setupMs)],
        [busyName, formatShare(busyShare)],
      ],
      change: {
        what: 'Let several threads match one query; cap it in the rank profile of cheap queries. It needs a restart of the content node.',
        kind: 'services.xml',
        snippet:
          '<engine><proton><tuning><searchnode>\n  <requestthreads><persearch>2</persearch></requestthreads>\n</searchnode></tuning></proton></engine>\n<!-- and in the schema: rank-profile cheap { num-threads-per-search: 1 } -->',
      },
      ...won(evidence.answered, (step) => (engineMs(step) * (matchMs - setupMs)) / matchMs / 2),
    };
  },
};

const grouping: Rule = {
  id: 'engine.grouping',
  layer: 'engine',
  title: 'Grouping takes most of the query',
  source: vespa('querying/grouping', 'Grouping and aggregation'),
  find(evidence) {
    const groupingMs = usual(evidence, of('groupingMs')) ?? 0;
    const wholeMs = Math.max(
      groupingMs,
      usual(evidence, of('matchMs')) ?? 0,
      usual(evidence, of('queryLatencyMs')) ?? 0,
    );
    if (groupingMs < LONG_MS || groupingMs < 0.5 * wholeMs) return undefined;
    return {
      symptom: `Grouping takes ${formatDuration(groupingMs)} of the ${formatDuration(wholeMs)} of a query.`,
      evidence: [
        ['Grouping', formatDuration(groupingMs)],
        ['The whole query', formatDuration(wholeMs)],
      ],
      change: {
        what: 'Bound each level of the grouping, and leave out what nobody looks at.',
        kind: 'query parameter',
        snippet: 'all(group(category) max(10) each(output(count())))',
      },
      ...won(evidence.answered, (step) => (engineMs(step) * groupingMs) / wholeMs),
    };
  },
};

const garbageCollection: Rule = {
  id: 'engine.gc',
  layer: 'engine',
  title: 'The engine’s container collects garbage most of the time',
  source: vespa('performance/container-tuning', 'Container tuning'),
  find(evidence) {
    const overhead = usual(evidence, of('gcOverhead')) ?? 0;
    if (overhead < 0.08) return undefined;
    return {
      symptom: `${formatShare(overhead)} of the time of Vespa’s container goes into collecting garbage.`,
      evidence: [['Garbage collection, share of the time', formatShare(overhead)]],
      change: {
        what: 'Give the container a larger heap; the image’s default is 1.5 GB.',
        kind: 'services.xml',
        snippet:
          '<nodes>\n  <jvm options="-Xms…g -Xmx…g" /> <!-- more than now; all of it has to fit into the memory -->\n</nodes>',
      },
      ...won(evidence.answered, (step) => overhead * engineMs(step)),
    };
  },
};

const containerQueue: Rule = {
  id: 'engine.container-queue',
  layer: 'engine',
  title: 'Queries stand in line in the engine’s container',
  source: vespa('performance/container-tuning', 'Container tuning'),
  weight: 'structural',
  find(evidence) {
    const queues = valuesAt(evidence, of('workQueue'));
    const crowded = queues.filter((length) => length >= 1).length;
    const rejected = highest(evidence, of('rejectedTasks')) ?? 0;
    if (rejected === 0 && (crowded < 2 || crowded < 0.2 * queues.length)) return undefined;
    return {
      symptom:
        rejected > 0
          ? 'Vespa’s container refuses queries: its threads are busy and its queue is full.'
          : 'Queries wait in Vespa’s container for a thread.',
      evidence: [
        ['Readings with queries in line', `${formatCount(crowded)} of ${formatCount(queues.length)}`],
        ...told('In line at most', highest(evidence, of('workQueue')), formatCount),
        ...told('Threads busy, at most', highest(evidence, of('activeThreads')), formatCount),
        ['Refused in a minute', formatCount(rejected)],
      ],
      change: {
        what: 'Give the search handler more threads, and a queue that is short enough to fail early. Both are relative: threads for each core, places in the queue for each thread.',
        kind: 'services.xml',
        snippet:
          '<search>\n  <threadpool>\n    <threads>N</threads> <!-- for each core; more than now, the default is 10 -->\n    <queue>N</queue>     <!-- for each thread; the default is 40 -->\n  </threadpool>\n</search>',
      },
      steps: won(evidence.answered, engineMs).steps,
    };
  },
};

const summaryCache: Rule = {
  id: 'engine.summary-cache',
  layer: 'engine',
  title: 'Summaries are read from disk again and again',
  source: vespa('performance/caches-in-vespa', 'Caches in Vespa'),
  yieldsTo: ['engine.summary-fetch'],
  find(evidence) {
    const hitShare = usual(evidence, of('summaryCacheHitShare'));
    const summaryMs = usual(evidence, of('summaryMs')) ?? 0;
    if (hitShare === undefined || hitShare >= 0.5 || summaryMs < LONG_MS) return undefined;
    const asked = askedEngine(evidence);
    return {
      symptom: `Only ${formatShare(hitShare)} of the summaries are found in Vespa’s cache, and fetching them takes ${formatDuration(summaryMs)}.`,
      evidence: [
        ['Summaries found in the cache', formatShare(hitShare)],
        ['Fetching summaries', formatDuration(summaryMs)],
      ],
      change: {
        what: 'Give the cache of summaries more memory, or ask for fields that are held in memory.',
        kind: 'services.xml',
        snippet:
          '<engine><proton><tuning><searchnode>\n  <summary><store><cache><maxsize-percent>10</maxsize-percent></cache></store></summary>\n</searchnode></tuning></proton></engine>',
      },
      ...won(asked, (step) => Math.min(engineMs(step), (1 - hitShare) * summaryMs)),
    };
  },
};

export const engineMetricRules: readonly Rule[] = [
  partialAnswers,
  tooFewThreads,
  oneThreadPerSearch,
  grouping,
  garbageCollection,
  containerQueue,
  summaryCache,
];

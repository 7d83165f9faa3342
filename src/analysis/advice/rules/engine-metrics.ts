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

/** Whether a `Server-Timing` entry is about the engine, or about the server as a whole. */
const isAboutEngine = (name: string) => groupOfLayer(name) === 'engine' || /^(app|total)$/i.test(name);

/** A match phase stops the search early on purpose. */
const isByDesign = ({ degraded = [] }: EngineFacts) =>
  degraded.length > 0 && degraded.every((reason) => reason === 'match-phase');

const partialAnswers: Rule = {
  id: 'engine.partial-answers',
  layer: 'engine',
  title: 'The engine stops before it has searched everything',
  source: vespa('performance/graceful-degradation', 'Graceful query coverage degradation'),
  weight: 'severe',
  isLatency: false,
  find(evidence) {
    const partial = evidence.steady.filter(({ request }) =>
      Object.entries(request?.serverTimingDesc ?? {}).some(
        ([name, description]) => isAboutEngine(name) && /partial/i.test(description),
      ),
    );
    const limited = engineFacts(evidence).filter(({ coverage = 1 }) => coverage < 1);
    const replayed = limited.filter((one) => !isByDesign(one));
    // Vespa also counts queries limited by a match phase as degraded.
    const degraded = limited.some(isByDesign) ? 0 : (highest(evidence, of('degradedQueries')) ?? 0);
    // Each reading covers the minute before it, so several readings count the same queries.
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
        'Answers leave out documents: the engine had no time to search them all, and only notes this in its response.',
      evidence: [
        [
          'Steps with a partial answer',
          `${formatCount(partial.length)} of ${formatCount(evidence.steady.length)}`,
        ],
        ...told(
          'Queries that ran out of time in a minute, maximum',
          doomed === 0 ? undefined : doomed,
          formatCount,
        ),
        ...told('Lowest share of documents searched', least?.coverage, formatShare),
        ...told('Reason', least?.degraded?.join(', '), String),
      ],
      change: {
        what: 'Raise the timeout of queries, and make slow queries cheaper. Treat an answer without full coverage as an error.',
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
  title: 'Queries wait for an engine thread',
  source: vespa('performance/sizing-search', 'Sizing search'),
  yieldsTo: ['engine.ranking', 'engine.linear-scan'],
  weight: 'structural',
  find(evidence) {
    const queue = usual(evidence, of('matchQueue')) ?? 0;
    const utilization = highest(evidence, of('matchUtilization')) ?? 0;
    const asked = askedEngine(evidence);
    const slowMs = quantileOf(asked.map(engineMs), 0.9) ?? 0;
    const aloneMs = middle(engineFacts(evidence).flatMap((one) => one.aloneMs ?? []));
    // Every queue fills up for a moment; it matters if threads are busy and queries take longer than alone.
    const isBusy = utilization >= (aloneMs === undefined ? 0.5 : 0.2);
    if (queue === 0 || !isBusy || slowMs < LONG_MS || slowMs < 1.3 * (aloneMs ?? 0)) return undefined;
    return {
      symptom: `Queries are queued: one in ten takes ${formatDuration(slowMs)} or more in the engine${aloneMs === undefined ? '' : `, while a query alone takes ${formatDuration(aloneMs)}`}.`,
      evidence: [
        ['Queries queued for matching, maximum', formatCount(highest(evidence, of('matchQueue')) ?? 0)],
        ['Matching threads busy, maximum', formatShare(Math.min(1, utilization))],
        ['Time in the engine under load, p90', formatDuration(slowMs)],
        ...told('Time in the engine, one query alone', aloneMs, formatDuration),
        ...told('Summary threads busy, maximum', highest(evidence, of('summaryUtilization')), formatShare),
      ],
      change: {
        what: 'Raise the number of threads for matching and for summaries (Vespa’s defaults are 64 and 16). Beyond about twice the number of cores of the content node, threads only wait for a core: then make queries cheaper, or add a node.',
        kind: 'services.xml',
        snippet:
          '<engine><proton><tuning><searchnode>\n  <requestthreads>\n    <search>N</search>   <!-- more than now, about 2 × cores -->\n    <summary>N</summary> <!-- more than now, about the cores -->\n  </requestthreads>\n</searchnode></tuning></proton></engine>',
      },
      ...wonOfWaiting(evidence),
    };
  },
};

/** The time of queries above the 5th percentile of their step: up to that it is their own work, the rest is waiting. */
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

/** The CPU use of the engine's machine; for an engine on another machine, how busy its threads are. */
function busyShareOf(evidence: Evidence): [name: string, share: number | undefined] {
  return evidence.points('engine', 'cpuMs').length > 0
    ? ['CPU use of the machine', usual(evidence, ['host', 'cpuShare'])]
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
    // If queries are queued, no thread is left for a query to use additionally.
    if ((usual(evidence, of('matchQueue')) ?? 0) > 0) return undefined;
    return {
      symptom: `Matching takes ${formatDuration(matchMs)} while most of the engine is idle.`,
      evidence: [
        ['Matching', formatDuration(matchMs)],
        ['Query setup', formatDuration(setupMs)],
        [busyName, formatShare(busyShare)],
      ],
      change: {
        what: 'Let several threads match one query; limit them in the rank profile of cheap queries. This needs a restart of the content node.',
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
      symptom: `Grouping takes ${formatDuration(groupingMs)} of the ${formatDuration(wholeMs)} that a query takes.`,
      evidence: [
        ['Grouping', formatDuration(groupingMs)],
        ['Whole query', formatDuration(wholeMs)],
      ],
      change: {
        what: 'Limit each level of the grouping, and leave out groups that are not needed.',
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
  title: 'The engine’s container spends much time on garbage collection',
  source: vespa('performance/container-tuning', 'Container tuning'),
  find(evidence) {
    const overhead = usual(evidence, of('gcOverhead')) ?? 0;
    if (overhead < 0.08) return undefined;
    return {
      symptom: `Vespa’s container spends ${formatShare(overhead)} of its time on garbage collection.`,
      evidence: [['Share of time in garbage collection', formatShare(overhead)]],
      change: {
        what: 'Give the container a larger heap; the image’s default is 1.5 GB.',
        kind: 'services.xml',
        snippet:
          '<nodes>\n  <jvm options="-Xms…g -Xmx…g" /> <!-- more than now; all of it must fit into memory -->\n</nodes>',
      },
      ...won(evidence.answered, (step) => overhead * engineMs(step)),
    };
  },
};

const containerQueue: Rule = {
  id: 'engine.container-queue',
  layer: 'engine',
  title: 'Queries are queued in the engine’s container',
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
          ? 'Vespa’s container rejects queries: its threads are busy and its queue is full.'
          : 'Queries wait in Vespa’s container for a thread.',
      evidence: [
        ['Readings with queued queries', `${formatCount(crowded)} of ${formatCount(queues.length)}`],
        ...told('Queued queries, maximum', highest(evidence, of('workQueue')), formatCount),
        ...told('Busy threads, maximum', highest(evidence, of('activeThreads')), formatCount),
        ['Queries rejected in a minute, maximum', formatCount(rejected)],
      ],
      change: {
        what: 'Give the search handler more threads, and a queue that is short enough to fail early. Both are relative: threads per core, queue size per thread.',
        kind: 'services.xml',
        snippet:
          '<search>\n  <threadpool>\n    <threads>N</threads> <!-- per core; more than now, the default is 10 -->\n    <queue>N</queue>     <!-- per thread; the default is 40 -->\n  </threadpool>\n</search>',
      },
      steps: won(evidence.answered, engineMs).steps,
    };
  },
};

const summaryCache: Rule = {
  id: 'engine.summary-cache',
  layer: 'engine',
  title: 'Summaries are repeatedly read from disk',
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
        ['Summary cache hit ratio', formatShare(hitShare)],
        ['Fetching summaries', formatDuration(summaryMs)],
      ],
      change: {
        what: 'Give the summary cache more memory, or request fields that are held in memory.',
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

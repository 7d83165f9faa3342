import { groupBy } from '../../../sample/group-by.ts';
import { groupOfLayer } from '../../../sample/layer-groups.ts';
import { formatCount, formatDuration } from '../../../words/units.ts';
import { cacheOutcome } from '../../steps/cache-outcome.ts';
import { isServerTimed, tiersMs } from '../../steps/tiers.ts';
import type { AnsweredStep, Evidence, Replay } from '../evidence.ts';
import { middle, quantileOf } from '../middle.ts';
import { classesOf } from '../query-classes.ts';
import type { Finding, Rule } from '../rule.ts';
import { node, postgresql, vespa } from '../sources.ts';
import { oneLine } from '../statements.ts';
import { told } from '../told.ts';
import { won } from '../won.ts';

/** `server`: the whole server with the network, if it reports no tiers. */
type Tier = 'engine' | 'app' | 'database' | 'server';

/** A class is slow if it takes this many times as long as the others, and at least this much longer. */
const TIMES = 3;
const MORE_MS = 50;

const FEWEST_STEPS = 8;
/** Enough if one of them is as slow when replayed alone. */
const FEWEST_CONFIRMED = 3;

const slowClass = (
  tier: Tier,
  title: string,
  source: Rule['source'],
  yieldsTo: string[],
  change: Finding['change'],
): Rule => ({
  id: tier === 'server' ? 'app.slow-answers' : `${tier}.slow-class`,
  layer: tier === 'server' ? 'app' : tier,
  title,
  source,
  yieldsTo,
  find(evidence) {
    const found = slowestClass(evidence, tier);
    if (!found) return undefined;
    const { name, steps, insideMs, outsideMs, others, replay } = found;
    return {
      symptom: `Requests ${name} take ${formatDuration(insideMs)} ${tier === 'server' ? 'until they are answered' : 'in this tier'}; the others take ${formatDuration(outsideMs)}.`,
      evidence: [
        [`Requests ${name}, median`, formatDuration(insideMs)],
        ['Other requests, median', formatDuration(outsideMs)],
        ['Steps compared', `${formatCount(steps.length)} in this class, ${formatCount(others)} others`],
        ...told('One of them, replayed alone', replay && aloneMs(replay, tier), formatDuration),
        ['Example', oneLine(replay?.sample.url ?? steps[0]?.sample.request?.url ?? '')],
      ],
      change,
      ...won(steps, (step) => Math.max(0, tierMs(step, tier) - outsideMs)),
    };
  },
});

const tierMs = ({ layersMs }: AnsweredStep, tier: Tier) => layersMs[tier] ?? 0;

/** The time of a tier when a request was replayed alone; undefined if the server does not report it. */
function aloneMs({ sample }: Replay, tier: Tier): number | undefined {
  if (tier === 'server') return Object.keys(sample.serverTimingMs).length > 0 ? undefined : sample.aloneMs;
  const times = tiersMs(sample.serverTimingMs, Number.POSITIVE_INFINITY).filter(
    ([name]) => groupOfLayer(name) === tier,
  );
  return times.length === 0 ? undefined : times.reduce((sum, [, ms]) => sum + ms, 0);
}

interface SlowClass {
  name: string;
  steps: AnsweredStep[];
  others: number;
  insideMs: number;
  outsideMs: number;
  replay?: Replay;
}

/** The class that costs most, among steps of one kind that used this tier. */
function slowestClass(evidence: Evidence, tier: Tier): SlowClass | undefined {
  const asked = evidence.answered.filter(({ sample: { request }, layersMs }) => {
    const isData = request !== undefined && request.matchedBy !== 'navigation';
    if (!isData || cacheOutcome(request) === 'hit') return false;
    return (layersMs[tier] ?? 0) > 0 && !(tier === 'server' && isServerTimed(request));
  });
  const [costliest] = [...groupBy(asked, ({ sample }) => sample.kind)]
    .flatMap(([, steps]) => classesAmong(steps, tier, evidence.replays))
    .sort((a, b) => excessMs(b, tier) - excessMs(a, tier));
  return costliest;
}

const excessMs = ({ steps, outsideMs }: SlowClass, tier: Tier) =>
  steps.reduce((sum, step) => sum + Math.max(0, tierMs(step, tier) - outsideMs), 0);

function classesAmong(steps: AnsweredStep[], tier: Tier, replays: Replay[]): SlowClass[] {
  const classesOfStep = steps.map(({ sample }) =>
    classesOf({ url: sample.request?.url ?? '', query: sample.query }),
  );
  const measured = replays.filter((replay) => aloneMs(replay, tier) !== undefined);
  return [...new Set(classesOfStep.flat())].flatMap((name): SlowClass[] => {
    const inside = steps.filter((_, index) => classesOfStep[index]?.includes(name));
    const outside = steps.filter((_, index) => !classesOfStep[index]?.includes(name));
    const insideMs = middle(inside.map((step) => tierMs(step, tier)));
    const outsideMs = middle(outside.map((step) => tierMs(step, tier)));
    if (insideMs === undefined || outsideMs === undefined || outside.length < FEWEST_STEPS) return [];
    const isSlow = (ms: number) => ms >= TIMES * outsideMs && ms >= outsideMs + MORE_MS;
    // Nearly all steps of the class must be slow: it is not enough that the slow ones are among them.
    const quickMs = quantileOf(
      inside.map((step) => tierMs(step, tier)),
      0.25,
    );
    if (!isSlow(quickMs ?? 0)) return [];
    const found = { name, steps: inside, others: outside.length, insideMs, outsideMs };
    // Requests that were slow only under load are not slow alone. The slowest were replayed, so one of them must be.
    if (measured.length === 0) return inside.length >= FEWEST_STEPS ? [found] : [];
    const replay = measured.find(
      (one) =>
        isSlow(aloneMs(one, tier) ?? 0) &&
        classesOf({ url: one.sample.url, query: one.query.query }).includes(name),
    );
    return replay && inside.length >= FEWEST_CONFIRMED ? [{ ...found, replay }] : [];
  });
}

const engine = slowClass(
  'engine',
  'One class of queries is slow in the engine',
  vespa('performance/practical-search-performance-guide', 'Practical search performance guide'),
  [
    'engine.ranking',
    'engine.summary-fetch',
    'engine.linear-scan',
    'engine.stopwords',
    'engine.too-many-matches',
    'engine.setup',
    'engine.too-few-threads',
    'engine.partial-answers',
    'app.blocked-event-loop',
  ],
  {
    what: 'Look at the trace of such a query below, and give this class its own rank profile or way of matching.',
    kind: 'query parameter',
    snippet:
      'trace.level=1&trace.explainLevel=1&trace.profileDepth=100&trace.timestamps=true&presentation.timing=true',
  },
);

const database = slowClass(
  'database',
  'One class of requests is slow in the database',
  postgresql('auto-explain', 'auto_explain'),
  [
    'database.missing-index',
    'database.pattern-search',
    'database.sequential-scan',
    'database.n-plus-one',
    'database.spilled-sort',
    'database.stale-statistics',
    'database.pool-too-small',
    'database.locks',
    'app.blocked-event-loop',
  ],
  { what: 'Look at the plans of such a request below: the costly node is marked.', kind: 'sql' },
);

const app = slowClass(
  'app',
  'One class of requests is slow in the server',
  node('getting-started/profiling', 'Profiling Node.js applications'),
  ['app.blocked-event-loop', 'app.slow-together', 'app.chatty'],
  {
    what: 'Profile the server while it answers such a request: set FOOTFALL_PROFILE_URL to its inspector.',
    kind: 'code',
    snippet: 'node --inspect=127.0.0.1:9229 server.js',
  },
);

const unattributed = slowClass(
  'server',
  'One class of requests is answered slowly',
  {
    title: 'Server-Timing, MDN',
    url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Server-Timing',
  },
  ['app.chatty'],
  {
    what: 'Look at what such a request does that the others do not. The server does not report where its time goes: if it sends a duration for each tier, the next run shows it.',
    kind: 'code',
    snippet: 'Server-Timing: app;dur=53.2, cache;desc="miss", engine;dur=31, database;dur=12.5',
  },
);

export const slowClassRules: readonly Rule[] = [engine, database, app, unattributed];

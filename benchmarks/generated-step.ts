import type { Random } from '../src/load/random.ts';
import type { StepKind, StepSample } from '../src/sample/sample.ts';

/** The journeys of this project and the kind of each step, as recorded in runs against the reference target. */
export const generatedJourneys: Record<string, Record<string, StepKind>> = {
  browse: {
    'open home': 'navigation',
    'pick a category': 'query',
    'turn the page': 'query',
    'turn it again': 'query',
    'open a result': 'navigation',
  },
  explore: {
    search: 'query',
    'open a result': 'navigation',
    'follow a relation': 'navigation',
    'follow another': 'navigation',
  },
  'look up': {
    'open home': 'navigation',
    type: 'suggestion',
    'take a suggestion': 'query',
    'read a document': 'navigation',
  },
  recover: { 'search misspelt': 'query', 'take the correction': 'query', 'open a result': 'navigation' },
  'search and refine': {
    search: 'query',
    refine: 'query',
    'turn the page': 'query',
    'open a result': 'navigation',
    'go back': 'query',
  },
};

const drawingMs: Record<StepKind, number> = { query: 30, suggestion: 14, navigation: 60 };
const apiPaths: Record<StepKind, string> = {
  query: 'api/search?q=',
  suggestion: 'api/suggest?q=',
  navigation: 'document/',
};
const timeoutShare = 0.0001;
const timeoutMs = 15_000;

/** Nearly log-normal: right-skewed, like response times. */
const skewed = (random: Random, median: number) =>
  median * Math.exp(0.42 * (random.between(-1, 1) + random.between(-1, 1) + random.between(-1, 1)));

const hex = (random: Random) =>
  Math.floor(random.share() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');

type Place = Pick<StepSample, 'user' | 'journey' | 'step' | 'kind' | 'iteration' | 'phase' | 'intendedAt'>;

/**
 * A step as the instruments record it, with random times.
 *
 * @param own factor by which this user's responses take longer than average
 */
export function generatedStep(place: Place, own: number, random: Random): StepSample {
  const { kind, intendedAt } = place;
  const lagMs = random.between(0, 6);
  const start = {
    type: 'step' as const,
    id: hex(random) + hex(random) + hex(random) + hex(random),
    ...place,
    viewport: '800×600',
    inputAt: intendedAt + lagMs,
    lagMs,
    workerDelayMs: random.between(0, lagMs),
  };
  if (random.share() < timeoutShare) {
    return {
      ...start,
      responseMs: timeoutMs,
      correctedMs: timeoutMs + lagMs,
      paint: {},
      outcome: { status: 'timeout', message: 'no result list within 15 s' },
      vitals: {},
    };
  }
  const sentMs = random.between(1, 6);
  const engine = kind === 'query' ? skewed(random, 7) * own : 0;
  const db = skewed(random, 4) * own;
  const cache = random.between(0.05, 0.4);
  const app = engine + db + cache + skewed(random, 3);
  const responseStartMs = sentMs + random.between(1, 3) + app;
  const responseEndMs = responseStartMs + random.between(0.2, 1.5);
  const settledMs = responseEndMs + skewed(random, drawingMs[kind]);
  const frameMs = settledMs + random.between(2, 18);
  const contentfulMs = kind === 'navigation' ? undefined : frameMs - 2;
  const responseMs = contentfulMs ?? frameMs;
  const url = `http://127.0.0.1:8700/${apiPaths[kind]}${hex(random)}`;
  return {
    ...start,
    responseMs,
    inputDelayMs: random.between(0.1, 0.9),
    correctedMs: responseMs + lagMs,
    paintSource: contentfulMs === undefined ? 'frame' : 'contentful',
    paint: { settledMs, frameMs, ...(contentfulMs !== undefined && { contentfulMs }) },
    outcome: { status: 'ok' },
    request: {
      url,
      matchedBy: kind === 'navigation' ? 'navigation' : 'traceparent',
      status: 200,
      startMs: sentMs - 0.8,
      sentMs,
      responseStartMs,
      responseEndMs,
      transferBytes: 5200,
      serverTimingMs: { app, cache, db, ...(engine > 0 && { engine }) },
    },
    traffic: { requests: kind === 'navigation' ? 4 : 1, transferBytes: Math.round(random.between(4e3, 4e4)) },
    jsHeapBytes: Math.round(random.between(4, 8) * 2 ** 20),
    vitals:
      kind === 'navigation'
        ? { ttfbMs: responseStartMs, fcpMs: settledMs, lcpMs: frameMs, cls: random.between(0, 0.02) }
        : { inpMs: Math.round(random.between(24, 64) / 8) * 8, cls: 0 },
    ...(random.share() < 0.02 && {
      longFrame: {
        startMs: responseEndMs,
        durationMs: random.between(50, 90),
        blockingMs: random.between(0, 40),
        script: {
          invoker: 'INPUT#search.onkeydown',
          url: `${new URL(url).origin}/assets/main.js`,
          durationMs: 20,
        },
      },
    }),
    ...(kind !== 'navigation' && { softNavigation: { url: `/?q=${hex(random)}`, paintMs: responseMs } }),
  };
}

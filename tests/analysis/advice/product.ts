import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { advise } from '../../../src/analysis/advice/advise.ts';
import { runWindow } from '../../../src/analysis/load/run-window.ts';
import { slowQueries } from '../../../src/analysis/slow-queries/slow-queries.ts';
import { stepAnalyses } from '../../../src/analysis/steps/steps.ts';
import type { Advice } from '../../../src/sample/diagnosis.ts';
import type { ReplaySample } from '../../../src/sample/evidence.ts';
import type { RunRecord } from '../../../src/sample/record.ts';
import type { Sample, StepKind, StepSample, TelemetrySample } from '../../../src/sample/sample.ts';
import { reading, record, releasedAt, steadyStartAt, step } from '../record.ts';
import { cleanTelemetry } from './telemetry.ts';

/**
 * A search product under ordinary load, generated from a seed: twelve users for forty seconds, as the reference target behaves
 * on a busy machine with two cores. Each flaw makes it worse in one way.
 */
export interface Flaws {
  /** How many answers the cache holds; 0 for none. */
  cacheEntries?: number;
  /** How long it keeps them. */
  keptMs?: number;
  /** Added to the time of a tier, depending on the request. */
  engineMs?(asked: Asked): number;
  databaseMs?(asked: Asked): number;
  /** @param others searches in progress */
  appMs?(asked: Asked, others: number): number;
  /** When going back, the page repeats the request instead of showing what it has kept. */
  asksAgain?: boolean;
  /** The wait between the input and the request. */
  waitMs?(asked: Asked): number;
  uncompressed?: boolean;
  /** Changes a finished step. */
  change?(step: StepSample, asked: Asked): StepSample;
  /** Added to the page's memory with each view. */
  keptBytes?: number;
  /** Added to the URL of each request. */
  suffix?(): string;
  steadyMs?: number;
}

export interface Asked {
  name: string;
  kind: StepKind;
  path: string;
  words: number;
}

export interface Product {
  steps: StepSample[];
  telemetry: TelemetrySample[];
  /** Other samples of the run. */
  facts: Sample[];
  steadyMs: number;
}

const journeys: Record<string, [name: string, kind: StepKind][]> = {
  'look up': [
    ['open home', 'navigation'],
    ['type', 'suggestion'],
    ['take a suggestion', 'query'],
    ['read a document', 'navigation'],
  ],
  'search and refine': [
    ['search', 'query'],
    ['refine', 'query'],
    ['turn the page', 'query'],
    ['open a result', 'navigation'],
    ['go back', 'query'],
  ],
  explore: [
    ['search', 'query'],
    ['open a result', 'navigation'],
    ['follow a relation', 'navigation'],
  ],
  recover: [
    ['search misspelt', 'query'],
    ['take the correction', 'query'],
    ['open a result', 'navigation'],
  ],
  browse: [
    ['open home', 'navigation'],
    ['pick a category', 'query'],
    ['turn the page', 'query'],
    ['open a result', 'navigation'],
  ],
};

const origin = 'http://127.0.0.1:4310';
const kinds = ['head', 'title', 'definition'] as const;

export function product(flaws: Flaws = {}, seed = 1): Product {
  const random = xoroshiro128plus(seed);
  const uniform = (from: number, to: number) => from + uniformFloat64(random) * (to - from);
  const whole = (below: number) => Math.floor(uniform(0, below));
  /** Right-skewed, like times on a busy machine; one in a hundred is much longer. */
  const about = (median: number) =>
    median * Math.exp(0.5 * (uniform(-1, 1) + uniform(-1, 1) + uniform(-1, 1))) * (whole(100) === 0 ? 6 : 1);
  const { cacheEntries = 10_000, keptMs = 60_000, steadyMs = 40_000 } = flaws;

  const cache = new Map<string, number>();
  let evictions = 0;
  const searches: { sentAt: number; overAt: number }[] = [];
  const steps: StepSample[] = [];
  const users = Array.from({ length: 12 }, (_, user) => ({
    user,
    journey: Object.keys(journeys)[user % 5] as string,
    at: releasedAt + user * 300,
    position: 0,
    iteration: 0,
    query: '',
    kind: 'head' as string,
    heapBytes: 4e6,
  }));

  for (;;) {
    const self = users.reduce((first, one) => (one.at < first.at ? one : first));
    const startAt = self.at;
    if (startAt >= steadyStartAt + steadyMs) break;
    const steps_ = journeys[self.journey] as [string, StepKind][];
    const [name, kind] = steps_[self.position] as [string, StepKind];
    if (self.position === 0) {
      self.kind = self.journey === 'recover' ? 'misspelt' : (kinds[whole(3)] as string);
      const words = self.kind === 'definition' ? 3 : self.kind === 'title' ? 2 : 1;
      // A few frequent words, so that queries repeat.
      self.query = Array.from({ length: words }, () => `word${whole(whole(40) + 1)}`).join('+');
    }
    const plainPath = pathOf(name, self.query, whole(60) * whole(60));
    const isKept = name === 'go back' && !flaws.asksAgain;
    const path = plainPath.includes('?') ? plainPath + (flaws.suffix?.() ?? '') : plainPath;
    const asked: Asked = { name, kind, path, words: self.query.split('+').length };
    const isPage = name === 'open home';

    const askedAt = 3 + uniform(0, 3) + (flaws.waitMs?.(asked) ?? 0);
    const sentMs = askedAt + 1;
    const sentAt = startAt + sentMs;
    const storedAt = cache.get(path);
    const isHit = !isPage && storedAt !== undefined && storedAt <= sentAt && sentAt - storedAt <= keptMs;
    const others = searches.filter((one) => one.sentAt < sentAt && one.overAt > sentAt).length;
    const engine =
      kind === 'query' && !isHit
        ? about(name === 'search misspelt' ? 12 : 4) + (flaws.engineMs?.(asked) ?? 0)
        : 0;
    const asksDatabase =
      !isHit && (kind === 'suggestion' || (kind === 'navigation' && !isPage) || name === 'search misspelt');
    const database = asksDatabase
      ? about(name === 'search misspelt' ? 15 : 3) + (flaws.databaseMs?.(asked) ?? 0)
      : 0;
    const cacheMs = isPage ? 0 : uniform(0.05, 0.3);
    const own = about(1.5) + (flaws.appMs?.(asked, others) ?? 0);
    const serverMs = isPage ? 1 : own + cacheMs + engine + database;
    const endMs = isKept ? 0 : sentMs + 4 + serverMs;
    const settledMs = endMs + (isPage ? about(40) : about(12));
    const frameMs = settledMs + about(4);
    if (!isPage && !isKept && !isHit && cacheEntries > 0) {
      cache.set(path, startAt + endMs);
      const [oldest] = cache.keys();
      if (cache.size > cacheEntries && oldest !== undefined) {
        cache.delete(oldest);
        evictions += 1;
      }
    }
    if (path.startsWith('/api/search') && !isKept) searches.push({ sentAt, overAt: startAt + endMs });

    self.heapBytes = isPage ? 4e6 : Math.max(4e6, self.heapBytes + (flaws.keptBytes ?? 0));
    const decodedBytes = 4500 + path.length * 20;
    const plain = step(frameMs, startAt - steadyStartAt, {
      user: self.user,
      journey: self.journey,
      step: name,
      kind,
      iteration: self.iteration,
      phase: startAt < steadyStartAt ? 'ramp' : 'steady',
      ...(self.journey !== 'browse' && { query: { text: self.query.replaceAll('+', ' '), kind: self.kind } }),
      inputDelayMs: 0.5,
      paint: { settledMs, frameMs },
      ...(!isKept && {
        request: {
          url: origin + path,
          matchedBy: isPage ? 'navigation' : 'traceparent',
          status: 200,
          startMs: askedAt,
          sentMs,
          responseStartMs: endMs - 1,
          responseEndMs: endMs,
          encodedBytes: flaws.uncompressed ? decodedBytes : Math.round(decodedBytes / 3),
          decodedBytes,
          serverTimingMs: isPage
            ? {}
            : {
                app: serverMs,
                cache: cacheMs,
                ...(engine > 0 && { engine }),
                ...(database > 0 && { database }),
              },
          ...(!isPage && { serverTimingDesc: { cache: isHit ? 'hit' : 'miss' } }),
        },
      }),
      traffic: {
        requests: isPage ? 3 : isKept ? 0 : 1,
        encodedTextBytes: isPage ? (flaws.uncompressed ? 48_000 : 16_000) : 1500,
        decodedTextBytes: isPage ? 48_000 : 4500,
      },
      ...(isPage && { blocking: { url: `${origin}/assets/main.css`, durationMs: about(8) } }),
      jsHeapBytes: self.heapBytes + uniform(0, 2.5e6),
      vitals: isPage ? { ttfbMs: 3, fcpMs: settledMs, lcpMs: settledMs, cls: 0 } : { cls: 0 },
    });
    steps.push(flaws.change?.(plain, asked) ?? plain);

    self.at = startAt + frameMs + uniform(500, 1500);
    self.position = (self.position + 1) % steps_.length;
    if (self.position === 0) self.iteration += 1;
  }

  const telemetry = cleanTelemetry(steps, steadyMs / 1000, uniform);
  const inRun = telemetry.find(({ source }) => source === 'metrics');
  if (inRun) inRun.values.cacheEvictions = evictions;
  return { steps, telemetry, facts: [], steadyMs };
}

function pathOf(name: string, query: string, document: number): string {
  switch (name) {
    case 'open home':
      return '/';
    case 'type':
      return `/api/suggest?q=${query}`;
    case 'pick a category':
      return `/api/search?category=noun.${query.length}`;
    case 'refine':
      return `/api/search?q=${query}&pos=noun`;
    case 'turn the page':
    case 'go back':
      return `/api/search?q=${query}&pos=noun&page=2`;
    case 'search':
    case 'take a suggestion':
    case 'search misspelt':
      return `/api/search?q=${query}${name === 'search misspelt' ? 'z' : ''}`;
    case 'take the correction':
      return `/api/search?q=${query}`;
    default:
      return `/api/documents/n${String(document).padStart(8, '0')}`;
  }
}

function recordOf({ steps, telemetry, facts, steadyMs }: Product): RunRecord {
  const made = record({ steps, telemetry, users: 12, steadyMs });
  return { ...made, samples: [...made.samples, ...facts] };
}

/** The advice for a product. */
export function adviceOn(of: Product): Advice[] {
  const run = recordOf(of);
  const steady = of.steps.filter(({ phase }) => phase === 'steady');
  return advise(run, {
    steady,
    window: runWindow(run),
    stepAnalyses: stepAnalyses(of.steps),
    slowQueries: slowQueries(run, steady) ?? [],
  });
}

export const idsOn = (of: Product): string[] => adviceOn(of).map(({ id }) => id);

/** The same product with some readings replaced in each second of the steady state. */
export function withReadings(
  of: Product,
  source: string,
  values: (second: number) => Record<string, number>,
): Product {
  const seconds = of.steadyMs / 1000;
  const others = of.telemetry.map((sample) => {
    const second = Math.round((sample.at - steadyStartAt) / 1000) - 1;
    return sample.source === source ? { ...sample, values: { ...sample.values, ...values(second) } } : sample;
  });
  const isThere = others.some((sample) => sample.source === source);
  const added = Array.from({ length: seconds }, (_, second) => reading(source, second, values(second)));
  return { ...of, telemetry: isThere ? others : [...others, ...added] };
}

/** The same product with the slowest steady-state step of a name replayed alone. */
export function withReplay(of: Product, name: string, found: Partial<ReplaySample>): Product {
  const [slowest] = of.steps
    .filter((one) => one.phase === 'steady' && one.step === name)
    .sort((a, b) => (b.responseMs ?? 0) - (a.responseMs ?? 0));
  if (!slowest?.request) throw new Error(`the product has no step ${name}`);
  const { serverTimingMs } = slowest.request;
  const replay: ReplaySample = {
    type: 'replay',
    at: steadyStartAt + of.steadyMs + 5000,
    stepId: slowest.id,
    url: slowest.request.url,
    aloneMs: 12,
    rounds: 3,
    status: 200,
    serverTimingMs,
    statements: [],
    engine: [],
    missing: [],
    ...found,
  };
  return { ...of, facts: [...of.facts, replay] };
}

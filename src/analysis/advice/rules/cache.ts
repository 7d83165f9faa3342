import { groupBy } from '../../../sample/group-by.ts';
import { formatBytes, formatCount, formatDuration, formatShare, howMany } from '../../../words/units.ts';
import type { AnsweredStep, Evidence } from '../evidence.ts';
import { type Lookup, lookupsOf, type Repeat, repeatsOf } from '../lookups.ts';
import { sum } from '../middle.ts';
import { counted, highest } from '../readings.ts';
import type { Rule } from '../rule.ts';
import { azure } from '../sources.ts';
import { told } from '../told.ts';
import { won } from '../won.ts';

/** Older answers may have expired. */
const YOUNG_MS = 60_000;
const FEWEST_REPEATS = 10;

const cacheAside = azure('patterns/cache-aside', 'Cache-Aside pattern');
const caching = {
  title: 'Caching challenges and strategies, Amazon Builders’ Library',
  url: 'https://aws.amazon.com/builders-library/caching-challenges-and-strategies/',
};

const youngRepeats = (evidence: Evidence): Repeat[] =>
  repeatsOf(lookupsOf(evidence.samples)).filter(({ ageMs }) => ageMs <= YOUNG_MS);

const isHit = ({ outcome }: Lookup) => outcome === 'hit';
const isMiss = ({ outcome }: Lookup) => outcome === 'miss';

const reportedHits = (evidence: Evidence) => counted(evidence, ['metrics', 'cacheHits'], ['redis', 'hits']);
const reportedMisses = (evidence: Evidence) =>
  counted(evidence, ['metrics', 'cacheMisses'], ['redis', 'misses']);
const reportedEvictions = (evidence: Evidence) =>
  counted(evidence, ['metrics', 'cacheEvictions'], ['redis', 'evictions']);

/** The gain if these misses were hits: the time of the tiers behind the cache. */
function wonByHitting({ answered }: Evidence, missed: Lookup[]) {
  const ids = new Set(missed.map(({ step }) => step.id));
  return won(
    answered.filter(({ sample }) => ids.has(sample.id)),
    behindTheCacheMs,
  );
}

const behindTheCacheMs = ({ layersMs: { database = 0, engine = 0 } }: AnsweredStep) => database + engine;

const off: Rule = {
  id: 'cache.off',
  layer: 'cache',
  title: 'Answers are not cached',
  source: cacheAside,
  yieldsTo: ['engine.partial-answers'],
  weight: 'structural',
  find(evidence) {
    const repeats = youngRepeats(evidence);
    const hits = repeats.filter(isHit).length;
    // Answers that were evicted had been cached.
    if ((reportedEvictions(evidence) ?? 0) > 0) return undefined;
    if (repeats.length < FEWEST_REPEATS || hits >= 0.02 * repeats.length) return undefined;
    return {
      symptom: `${formatCount(repeats.length)} requests were repeated within a minute, and ${hits === 0 ? 'none' : `only ${formatCount(hits)}`} of them came from the cache.`,
      evidence: [
        ['Requests repeated within a minute', formatCount(repeats.length)],
        ['Answered from the cache', formatCount(hits)],
        ...told('Hits reported by the cache', reportedHits(evidence), formatCount),
      ],
      change: {
        what: 'Turn on the cache for answers, and keep each for about a minute: users soon request the same things again.',
        kind: 'configuration',
        snippet: 'cache.set(key(request), answer, { ttl: 60_000 }) // milliseconds',
      },
      ...wonByHitting(evidence, repeats.filter(isMiss)),
    };
  },
};

const tooSmall: Rule = {
  id: 'cache.too-small',
  layer: 'cache',
  title: 'The cache is too small',
  source: { title: 'Key eviction, Redis', url: 'https://redis.io/docs/latest/develop/reference/eviction/' },
  yieldsTo: ['engine.partial-answers'],
  weight: 'structural',
  find(evidence) {
    const repeats = youngRepeats(evidence);
    const hits = repeats.filter(isHit).length;
    const evictions = reportedEvictions(evidence) ?? 0;
    const misses = reportedMisses(evidence) ?? 0;
    if (repeats.length < FEWEST_REPEATS || hits >= 0.6 * repeats.length) return undefined;
    if (evictions < 10 || evictions < 0.2 * misses) return undefined;
    const redisBytes = highest(evidence, ['redis', 'memoryBytes']);
    const different = new Set(evidence.steady.flatMap(({ request }) => request?.url ?? [])).size;
    return {
      symptom: `${hits === 0 ? 'None' : `Only ${formatShare(hits / repeats.length)}`} of the requests repeated within a minute were answered from the cache: the missing answers had been evicted to make room.`,
      evidence: [
        ['Requests repeated within a minute', formatCount(repeats.length)],
        ['Answered from the cache', formatCount(hits)],
        ['Answers evicted', formatCount(evictions)],
        ['Misses', formatCount(misses)],
        ...told('Cache capacity, answers', highest(evidence, ['metrics', 'cacheCapacity']), formatCount),
        ...told('Redis memory', redisBytes, formatBytes),
        ['Distinct requests in the steady state', formatCount(different)],
      ],
      change: {
        what: `Make the cache larger: in this run alone there were ${formatCount(different)} distinct requests.`,
        kind: 'configuration',
        snippet: `maxmemory ${redisBytes === undefined ? '…' : Math.ceil((2 * redisBytes) / 2 ** 20)}mb   # Redis: twice what it holds\nmaxmemory-policy allkeys-lru`,
      },
      ...wonByHitting(evidence, repeats.filter(isMiss)),
    };
  },
};

const lowHitRate: Rule = {
  id: 'cache.low-hit-rate',
  layer: 'cache',
  title: 'Answers are cached for too short a time',
  source: cacheAside,
  yieldsTo: ['cache.off', 'cache.too-small', 'engine.partial-answers'],
  find(evidence) {
    const repeats = repeatsOf(lookupsOf(evidence.samples));
    const hits = repeats.filter(isHit);
    if (hits.length < FEWEST_REPEATS) return undefined;
    const oldestMs = hits.reduce((oldest, { ageMs }) => Math.max(oldest, ageMs), 0);
    const young = repeats.filter(({ ageMs }) => ageMs <= oldestMs);
    const old = repeats.filter((repeat) => isMiss(repeat) && repeat.ageMs > oldestMs);
    // If young answers are missed too, age is not the reason.
    if (hits.length < 0.8 * young.length) return undefined;
    if (old.length < 20 || old.length < 0.3 * repeats.length) return undefined;
    return {
      symptom: `${formatShare(old.length / repeats.length)} of the requests for an answer that had been computed before came after it was dropped from the cache.`,
      evidence: [
        ['Repeated requests', formatCount(repeats.length)],
        ['Answered from the cache', formatCount(hits.length)],
        ['Oldest answer from the cache', formatDuration(oldestMs)],
        ['Misses, all for older answers', formatCount(old.length)],
      ],
      change: {
        what: 'Keep answers for as long as outdated content is acceptable; drop them when the documents change.',
        kind: 'configuration',
      },
      ...wonByHitting(evidence, old),
    };
  },
};

const keysNeverRepeat: Rule = {
  id: 'cache.keys-never-repeat',
  layer: 'cache',
  title: 'Cache keys never repeat',
  source: cacheAside,
  find(evidence) {
    const missed = lookupsOf(evidence.steady).filter(isMiss);
    const names = new Set(missed.flatMap(({ request }) => [...parametersOf(request.url).keys()]));
    for (const name of names) {
      const found = uselessParameter(missed, name);
      if (found === undefined) continue;
      return {
        symptom: `The parameter “${name}” has a new value in each request and does not change the answer, so no answer is found in the cache.`,
        evidence: [
          ['Distinct values of the parameter', formatCount(found.values)],
          ['Requests that are the same without it', formatCount(found.repeats.length)],
          ['Of these, with an answer of the same size', formatShare(found.sameShare)],
        ],
        change: { what: `Leave “${name}” out of the cache key.`, kind: 'code' },
        ...wonByHitting(evidence, found.repeats),
      };
    }
    return undefined;
  },
};

const parametersOf = (url: string) => new URLSearchParams(url.split('?', 2)[1] ?? '');

/** The repeats among requests that differ only in a parameter with a new value each time; undefined if there are too few. */
function uselessParameter(missed: Lookup[], name: string) {
  const having = missed.filter(({ request }) => parametersOf(request.url).has(name));
  const values = new Set(having.map(({ request }) => parametersOf(request.url).get(name))).size;
  if (values < 0.95 * having.length) return undefined;
  const alike = [...groupBy(having, ({ request }) => without(request.url, name)).values()].filter(
    ({ length }) => length > 1,
  );
  const repeats = alike.flatMap((lookups) => lookups.slice(1));
  if (repeats.length < 20) return undefined;
  const same = alike.filter(([first, ...others]) => {
    const bytes = first?.request.decodedBytes;
    return bytes !== undefined && others.every(({ request }) => request.decodedBytes === bytes);
  });
  const sameShare = sum(same.map(({ length }) => length - 1)) / repeats.length;
  return sameShare < 0.9 ? undefined : { values, repeats, sameShare };
}

function without(url: string, name: string): string {
  const parameters = parametersOf(url);
  parameters.delete(name);
  return `${url.split('?', 1)[0]}?${parameters}`;
}

const stampede: Rule = {
  id: 'cache.stampede',
  layer: 'cache',
  title: 'Many requests compute the same answer at the same time',
  source: caching,
  yieldsTo: ['cache.off', 'cache.too-small'],
  weight: 'structural',
  find(evidence) {
    const byUrl = groupBy(lookupsOf(evidence.steady).filter(isMiss), ({ request }) => request.url);
    const crowds = [...byUrl.values()].flatMap(crowdsOf).filter(({ length }) => length >= 3);
    if (crowds.length < 2) return undefined;
    const most = crowds.reduce((largest, crowd) => (crowd.length > largest.length ? crowd : largest));
    const wasted = sum(crowds.map(({ length }) => length - 1));
    return {
      symptom: `${howMany(crowds.length, 'time')}, three or more requests missed the same answer at once, and each had it computed.`,
      evidence: [
        ['Times that three or more requests missed together', formatCount(crowds.length)],
        ['Most at once', `${formatCount(most.length)} for ${most[0]?.request.url ?? ''}`],
        ['Answers computed needlessly', formatCount(wasted)],
      ],
      change: {
        what: 'Let the first request compute the answer and the others wait for it.',
        kind: 'code',
        snippet:
          'const answer = pending.get(key) ?? compute(key).finally(() => pending.delete(key));\npending.set(key, answer);\nreturn answer;',
      },
      steps: won(
        evidence.answered.filter(({ sample }) =>
          crowds.some((crowd) => crowd.some(({ step }) => step.id === sample.id)),
        ),
        ({ latencyMs }) => latencyMs,
      ).steps,
    };
  },
};

/** Groups of requests, in order, in which each was sent before the first one was answered. */
function crowdsOf(lookups: Lookup[]): Lookup[][] {
  const crowds: Lookup[][] = [];
  for (const lookup of lookups) {
    const crowd = crowds.at(-1);
    if (crowd?.[0] && lookup.sentAt < crowd[0].answeredAt) crowd.push(lookup);
    else crowds.push([lookup]);
  }
  return crowds;
}

export const cacheRules: readonly Rule[] = [off, tooSmall, lowHitRate, keysNeverRepeat, stampede];

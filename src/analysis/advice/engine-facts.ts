import { amountOf, listOf, numberOf, objectOf, textOf } from '../slow-queries/json-values.ts';
import { present } from '../slow-queries/present.ts';
import { DEEPEST } from '../slow-queries/tree.ts';
import { answerOf, readAnswer } from '../slow-queries/vespa-answer.ts';
import { linearScan, type PlanPart, readPlanPart } from '../slow-queries/vespa-plan.ts';
import { allEntries, readProfile } from '../slow-queries/vespa-profile.ts';
import { contentSpans } from '../slow-queries/vespa-spans.ts';
import { entriesOf, type TraceEntry } from '../slow-queries/vespa-timeline.ts';
import type { Evidence, Replay } from './evidence.ts';

/** The measurements of one engine query. Facts that the engine does not report are absent. */
export interface EngineFacts {
  replay: Replay;
  url: string;
  /** Without profiling, from the request to the last byte. */
  aloneMs?: number;
  queryMs?: number;
  summaryMs?: number;
  hits?: number;
  /** Documents that were searched. */
  documents?: number;
  /** 0–1 */
  coverage?: number;
  degraded?: string[];
  profile: Profile;
}

/** The profilers' measurements for the slowest content node and thread. Profiling makes all of these times longer. */
interface Profile {
  /** Matching and ranking, from the profiled response. */
  queryMs?: number;
  setupMs?: number;
  matchingMs?: number;
  rankingMs?: number;
  /** Share of the matching time spent in weakAnd and wand, 0–1. */
  weakAndShare?: number;
  /** An attribute without fast-search that is scanned in full. */
  scan?: PlanPart;
}

/** Vespa's names, old and new, of the event that starts the dictionary look-ups. */
const lookingUp = ['Perform dictionary lookups and posting lists initialization', 'MTF: Fetch Postings'];

/** All engine queries of the slowest requests that could be replayed. */
export function engineFacts({ replays }: Evidence): EngineFacts[] {
  return replays.flatMap((replay) =>
    replay.sample.engine
      .filter(({ answer, plain }) => answer !== undefined || plain !== undefined)
      .map(({ url, aloneMs, plain, answer }) => {
        const profiled = answerOf(answer);
        // A profiled query has a longer time-out, so it may be complete where the plain one is not.
        const usual = plain === undefined ? profiled : answerOf(plain);
        const { queryMs, searchMs, summaryMs, hits, coverage, degraded } = readAnswer(usual);
        return {
          replay,
          url,
          ...present({
            aloneMs,
            queryMs: queryMs ?? searchMs,
            summaryMs,
            hits,
            documents: amountOf(objectOf(objectOf(objectOf(usual).root).coverage).documents),
            coverage,
            degraded,
          }),
          profile: profileOf(profiled),
        };
      }),
  );
}

function profileOf(answer: unknown): Profile {
  const { queryMs, searchMs } = readAnswer(answer);
  const [slowest] = contentSpans(objectOf(answer).trace).sort((a, b) => b.durationMs - a.durationMs);
  const entries = allTraceEntries(slowest?.traces, 0);
  const longest = (tag: string) =>
    entries
      .filter((entry) => entry.tag === tag)
      .flatMap((entry) => amountOf(entry.total_time_ms) ?? [])
      .reduce<number | undefined>((most, ms) => Math.max(most ?? 0, ms), undefined);
  const first = longest('first_phase_profiling');
  const second = longest('second_phase_profiling');
  const matchingMs = longest('match_profiling');
  const plans = entries.flatMap(({ optimized }) => readPlanPart(optimized) ?? []);
  return present({
    queryMs: queryMs ?? searchMs,
    setupMs: lookUpMs(entries),
    matchingMs,
    rankingMs: first === undefined ? second : first + (second ?? 0),
    weakAndShare: shareOfWeakAnd(entries, matchingMs),
    scan: plans.map(linearScan).find((scan) => scan !== undefined),
  });
}

/** Entries at every depth, including those of threads. */
function allTraceEntries(traces: unknown, depth: number): TraceEntry[] {
  if (depth > DEEPEST) return [];
  return entriesOf(traces).flatMap((entry) => [
    entry,
    ...allTraceEntries(entry.traces, depth + 1),
    ...listOf(entry.threads).flatMap((thread) => allTraceEntries(objectOf(thread).traces, depth + 1)),
  ]);
}

/** From the dictionary look-ups to the next event. */
function lookUpMs(entries: TraceEntry[]): number | undefined {
  const events = entries
    .flatMap((entry) => {
      const atMs = numberOf(entry.timestamp_ms);
      const event = textOf(entry.event);
      return atMs === undefined || event === undefined ? [] : [{ atMs, event }];
    })
    .sort((a, b) => a.atMs - b.atMs);
  const from = events.findIndex(({ event }) => lookingUp.includes(event));
  const begin = from < 0 ? undefined : events[from];
  const next = events[from + 1];
  return begin && next ? next.atMs - begin.atMs : undefined;
}

function shareOfWeakAnd(entries: TraceEntry[], matchingMs: number | undefined): number | undefined {
  if (matchingMs === undefined || matchingMs === 0) return undefined;
  const longestMs = entries
    .filter(({ tag }) => tag === 'match_profiling')
    .flatMap(({ roots }) => [...allEntries(readProfile(roots))])
    .reduce((most, { name, ms = 0 }) => (/weak_?and|wand/i.test(name) ? Math.max(most, ms) : most), 0);
  return Math.min(1, longestMs / matchingMs);
}

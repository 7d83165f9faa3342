import { amountOf, listOf, numberOf, objectOf, textOf } from '../slow-queries/json-values.ts';
import { present } from '../slow-queries/present.ts';
import { DEEPEST } from '../slow-queries/tree.ts';
import { answerOf, readAnswer } from '../slow-queries/vespa-answer.ts';
import { linearScan, type PlanPart, readPlanPart } from '../slow-queries/vespa-plan.ts';
import { allEntries, readProfile } from '../slow-queries/vespa-profile.ts';
import { contentSpans } from '../slow-queries/vespa-spans.ts';
import { entriesOf, type TraceEntry } from '../slow-queries/vespa-timeline.ts';
import type { Evidence, Replay } from './evidence.ts';

/** What one question to the engine took. What it does not tell is absent. */
export interface EngineFacts {
  replay: Replay;
  url: string;
  /** Without profiling, from asking to the last byte. */
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

/** What the profilers measured, of the slowest content node and thread. Profiling makes all of it longer. */
interface Profile {
  /** Matching and ranking, by the profiled answer. */
  queryMs?: number;
  setupMs?: number;
  matchingMs?: number;
  rankingMs?: number;
  /** Share of matching that weakAnd and wand took, 0–1. */
  weakAndShare?: number;
  /** An attribute without fast-search that is looked through from end to end. */
  scan?: PlanPart;
}

/** Vespa's names, old and new, of the moment from which words are looked up. */
const lookingUp = ['Perform dictionary lookups and posting lists initialization', 'MTF: Fetch Postings'];

/** All questions that the slowest requests ask of the engine and that could be asked again. */
export function engineFacts({ replays }: Evidence): EngineFacts[] {
  return replays.flatMap((replay) =>
    replay.sample.engine
      .filter(({ answer, plain }) => answer !== undefined || plain !== undefined)
      .map(({ url, aloneMs, plain, answer }) => {
        const profiled = answerOf(answer);
        // With profiling a query is given more time, and so may leave nothing out.
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

/** Entries at every depth, those of the threads too. */
function allTraceEntries(traces: unknown, depth: number): TraceEntry[] {
  if (depth > DEEPEST) return [];
  return entriesOf(traces).flatMap((entry) => [
    entry,
    ...allTraceEntries(entry.traces, depth + 1),
    ...listOf(entry.threads).flatMap((thread) => allTraceEntries(objectOf(thread).traces, depth + 1)),
  ]);
}

/** From the look-up in the dictionaries to the next event. */
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

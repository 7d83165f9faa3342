import type { Analysis } from '../sample/analysis.ts';
import { groupBy } from '../sample/group-by.ts';
import { type Signal, signals } from '../sample/signals.ts';
import { contaminatedLimit } from '../sample/validity-limits.ts';
import { doubtWords } from '../words/doubt-words.ts';
import { formatCount, formatDuration, formatShare, howMany } from '../words/units.ts';
import { dateText } from './date-text.ts';

/** Wording of how reliable the figures of a run are, shared by all reports. */

/** `±12 ms`: the error of 95 of 100 steps of known duration, beyond the error on an idle machine. */
export function measuringErrorText({ measuringError }: Analysis): string | undefined {
  if (measuringError === undefined) return undefined;
  const { level, beyond } = measuringError;
  return `±${formatDuration(Math.abs(level.aboveFloorMs.p95))}${beyond ? ' or more' : ''}`;
}

const users = (count: number) => (count === 1 ? 'one user' : `${formatCount(count)} users`);

/** Where the measurement error comes from, or how to determine it. */
export function measuringErrorSource({ measuringError, run }: Analysis): string {
  if (measuringError === undefined) return 'run npx footfall calibrate to measure it on this machine';
  const { level, beyond, at, truthfulUsers } = measuringError;
  const calibrated = `calibrated with ${users(level.users)} on ${dateText(at, 'day')}`;
  if (beyond)
    return `${calibrated}; this run had ${formatCount(run.users)}, more than the machine was ever calibrated for`;
  if (level.truthful) return calibrated;
  return `${calibrated}: more users than this machine measures accurately${truthfulUsers === undefined ? '' : ` (${formatCount(truthfulUsers)})`}`;
}

/** Whether the measurement error is unknown or too large to count as accurate. */
export function isErrorDoubtful({ measuringError }: Analysis): boolean {
  return measuringError === undefined || measuringError.beyond || !measuringError.level.truthful;
}

/** `50 of 50 users counted, 49.9 by Little’s law`: two independent counts of the active users. */
function userCountsText({ load, run }: Analysis): string | undefined {
  const { activeUsers, littleUsers } = load;
  if (activeUsers === undefined) return undefined;
  const atWork = `${formatCount(activeUsers.min)} of ${howMany(run.users, 'user')} counted`;
  return littleUsers === undefined ? atWork : `${atWork}, ${formatCount(littleUsers)} by Little’s law`;
}

/** `CPU pressure, lateness of the input`: most frequent first; empty if no step was contaminated. */
export function contaminatedByText({ generator }: Analysis): string {
  return Object.entries(generator.contaminatedBy ?? {})
    .filter(([, share]) => share > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([signal]) => signals[signal as Signal])
    .join(', ');
}

/** Whether so many steps were contaminated that a missed budget proves nothing. */
export function isContaminated({ generator }: Analysis): boolean {
  return (generator.contaminatedShare ?? 0) > contaminatedLimit;
}

/** `20 of 21 steps seen on the screen`: how many steps the film confirms. */
function filmFact({ film }: Analysis): string | undefined {
  if (!film) return undefined;
  const confirmed = film.filter(({ verdict }) => verdict === 'confirmed').length;
  return `${formatCount(confirmed)} of ${howMany(film.length, 'step')} seen on the screen`;
}

/** What supports the figures and what casts doubt on them, on one line. */
export function trustLine(analysis: Analysis): string {
  const { contaminatedShare } = analysis.generator;
  const error = measuringErrorText(analysis);
  const by = contaminatedByText(analysis);
  const facts = [
    `Measurement error ${error === undefined ? 'unknown' : error} (${measuringErrorSource(analysis)})`,
    userCountsText(analysis),
    filmFact(analysis),
    contaminatedShare !== undefined &&
      `${formatShare(contaminatedShare)} of steps contaminated${by === '' ? '' : ` by ${by}`}`,
  ];
  return facts.filter(Boolean).join(' · ');
}

const mostNamed = 12;

/** Which users were lost, when and why: `User 7 (explore) was lost 34 s after the start: the page crashed`, one line per reason. */
export function lostUserLines({ lostUsers }: Analysis): string[] {
  return [...groupBy(lostUsers, ({ message }) => message)].map(([message, lost]) => {
    const times = lost.map(({ atMs }) => atMs).sort((a, b) => a - b);
    const moments = [...new Set([times.at(0) ?? 0, times.at(-1) ?? 0].map(momentText))].join(' to ');
    const journeys = [...new Set(lost.map(({ journey }) => journey))];
    const more = lost.length - mostNamed;
    const numbers = lost.slice(0, mostNamed).map(({ user }) => String(user));
    const who = `${numbers.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
    const where = journeys.length === 1 ? journeys[0] : `${formatCount(journeys.length)} journeys`;
    return `${lost.length === 1 ? 'User' : 'Users'} ${who} (${where}) ${lost.length === 1 ? 'was' : 'were'} lost ${moments} after the start: ${message.slice(0, 300)}`;
  });
}

/** Steps that may have been timed wrongly or could not be taken, with the reason and the cure, one line each. */
export function doubtLines({ doubtful = [], misfits = [] }: Analysis): string[] {
  return [
    ...misfits.map(
      ({ journey, step, message, count, picture }) =>
        `“${journey} › ${step}” does not fit the page (${formatCount(count)} ×): ${message.slice(0, 300)}${picture ? `; what it showed: ${picture}` : ''}`,
    ),
    ...doubtful.map(({ journey, step, samples, doubtful: count, reasons }) => {
      const [main] = reasons;
      const why = main ? `: ${doubtWords[main.doubt]}` : '';
      return `“${journey} › ${step}” may have been timed wrongly in ${formatCount(count)} of ${howMany(samples, 'step')}${why}`;
    }),
  ];
}

/**
 * Why steps got no answer, most frequent first.
 *
 * @param traces whether the trace id of the first one is added, to look it up in the product's log
 */
export const errorLines = ({ errors }: Analysis, traces: 'with traces' | 'without traces'): string[] =>
  errors.map(({ journey, step, kind, message, count, firstAtMs, lastAtMs, traceId }) => {
    const trace = traces === 'with traces' && traceId !== undefined ? `; trace ${traceId}` : '';
    return `${formatCount(count)} × “${journey} › ${step}”, ${kind}: ${message.slice(0, 300)} (${periodText(firstAtMs, lastAtMs)}${trace})`;
  });

/** When something was seen, since the start of the users. */
export function periodText(firstAtMs: number, lastAtMs: number): string {
  const [first, last] = [momentText(firstAtMs), momentText(lastAtMs)];
  return first === last ? `after ${first}` : `from ${first} to ${last} after the start`;
}

/** A user lost before the others started has a negative time, which is shown as 0. */
const momentText = (atMs: number) => formatDuration(Math.max(0, Math.round(atMs / 1000) * 1000));

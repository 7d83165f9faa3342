import type { Advice } from '../../sample/diagnosis.ts';
import type { Attempt, ChangedMetric, TunedStep, Tuning } from '../../sample/experiment.ts';
import { formatCount, formatDuration } from '../../words/units.ts';
import { changeText, changeWord, counted, intervalText, metricName } from '../comparison/words.ts';

/** How every report tells what a tuning came to. */

export const statusWords: Record<Attempt['status'], string> = {
  kept: 'kept',
  dropped: 'not kept',
  skipped: 'not tried',
};

export const attemptsThatWere = ({ attempts }: Tuning, status: Attempt['status']): Attempt[] =>
  attempts.filter((attempt) => attempt.status === status);

/** What the run after names; without one, what the run before named and nothing that was kept answers. */
export function adviceLeft(tuning: Tuning): Advice[] {
  const answered = new Set(attemptsThatWere(tuning, 'kept').flatMap(({ advice }) => advice));
  return tuning.after?.advice ?? tuning.before.advice.filter(({ id }) => !answered.has(id));
}

const isFaster = ({ metric }: ChangedMetric) => metric.outcome === 'faster' && metric.metric === 'latencyMs';

/** The step that a kept change made faster by most milliseconds. */
function largestWin(tuning: Tuning): ChangedMetric | undefined {
  const won = attemptsThatWere(tuning, 'kept').flatMap(({ measured }) => measured?.changed ?? []);
  return won
    .filter(isFaster)
    .sort((a, b) => (a.metric.change?.value ?? 0) - (b.metric.change?.value ?? 0))
    .at(0);
}

/** `−84 ms (−90 to −79 ms)` */
export function changeWithInterval({ metric }: ChangedMetric): string {
  if (metric.change === undefined) return 'not known';
  const interval = intervalText(metric);
  return `${changeText(metric.metric, metric.change.value)}${interval && ` (${interval})`}`;
}

/** `78 ms less (−94 to −61 ms)` */
function lessText({ metric }: ChangedMetric): string {
  const interval = intervalText(metric);
  return `${formatDuration(Math.abs(metric.change?.value ?? 0))} less${interval && ` (${interval})`}`;
}

/** `look up › type`, and the figure unless that is the latency people expect. */
export const changedPlace = ({ journey, step, metric }: ChangedMetric) =>
  `${journey} › ${step}${metric.metric === 'latencyMs' && metric.statistic === 'typical' ? '' : `, ${metricName(metric)}`}`;

export type TuningOutcome = 'won' | 'nothing won' | 'cut short';

export function tuningOutcome(tuning: Tuning): TuningOutcome {
  if (tuning.cutShort !== undefined) return 'cut short';
  return attemptsThatWere(tuning, 'kept').length > 0 ? 'won' : 'nothing won';
}

/** What it came to, in one sentence. */
export function tuningHeadline(tuning: Tuning): string {
  const kept = attemptsThatWere(tuning, 'kept').length;
  const tried = kept + attemptsThatWere(tuning, 'dropped').length;
  const best = largestWin(tuning);
  const most =
    best === undefined ? '' : `; the largest win: “${best.journey} › ${best.step}” takes ${lessText(best)}`;
  const found = `${counted(kept, 'change')} of ${formatCount(tried)} that were tried ${kept === 1 ? 'is' : 'are'} proven better${most}`;
  if (tuning.cutShort !== undefined) return `${tuning.cutShort.replace(/\.$/, '')}: ${found}`;
  if (kept > 0) return found;
  if (tuning.before.advice.length === 0) return 'the run gave no advice, so there was nothing to try';
  if (tried === 0) return 'nothing that the run advised could be tried here';
  return `none of the changes that were tried is proven better (${formatCount(tried)} tried)`;
}

/** `92 ms → 14 ms` of one percentile of a step in the two whole runs. */
export function beforeAfter({ before, after }: TunedStep, statistic: 'p50' | 'p95'): string {
  const [from, to] = [before, after].map((figures) => {
    const ms = figures?.latencyMs?.[statistic];
    return ms === undefined ? '–' : formatDuration(ms);
  });
  return after === undefined ? `${from}` : `${from} → ${to}`;
}

/** What two stored runs bear of the change of a step; undefined where they bear none. */
export function storedChange({
  change,
}: TunedStep): { text: string; word: string; outcome: string } | undefined {
  if (change?.change === undefined) return undefined;
  const interval = intervalText(change);
  return {
    text: `${changeText(change.metric, change.change.value)}${interval && ` (${interval})`}`,
    word: changeWord(change),
    outcome: change.outcome,
  };
}

import type { SameAgainstSame } from '../../sample/comparison.ts';
import { formatCount, formatDuration, formatShare, howMany } from '../../words/units.ts';
import { marginText } from './words.ts';

/** The terminal report of a product compared with itself. */
export function renderSameAgainstSame(result: SameAgainstSame): string {
  const { comparisons, failed, judged, resolved, alarms, alarmShare, smallestChangeMs, durationMs, advice } =
    result;
  const margin = marginText(result);
  const isEnough = advice.percent <= result.margin.percent && advice.floorMs <= result.margin.floorMs;
  const flags = `--margin ${advice.percent} --floor ${advice.floorMs}`;
  return [
    '',
    `  ${failed === 0 ? '✓' : '✗'} Product compared with itself, ${howMany(comparisons, 'comparison')} of ${formatDuration(durationMs)}: ${failed === 0 ? 'none' : formatCount(failed)} would have failed a pull request.`,
    '',
    `  False alarms               ${formatCount(alarms)} of ${howMany(judged, 'metric')} (${formatShare(alarmShare.observed)}; at 95 % confidence ${formatShare(alarmShare.lower)} to ${formatShare(alarmShare.upper)})`,
    `  Resolved                   ${formatCount(resolved)} of ${howMany(judged, 'metric')}, at a margin of ${margin}`,
    `  Smallest detectable change ${formatDuration(smallestChangeMs.p50)} in half of the steps, ${formatDuration(smallestChangeMs.p90)} in 90 % of them`,
    '',
    isEnough
      ? `  This machine supports a margin of ${margin}.`
      : `  This machine needs a margin of ${marginText({ margin: advice })}: ${flags}`,
    '',
  ].join('\n');
}

import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { compareSides, type SideNames } from '../../analysis/comparison/compare-sides.ts';
import { isResolved } from '../../analysis/comparison/is-resolved.ts';
import type { ComparisonSettings } from '../../analysis/comparison/settings.ts';
import { now } from '../../load/clock.ts';
import { followRun } from '../../runner/live/live-run.ts';
import { isLive } from '../../runner/live/terminal-options.ts';
import type { Comparison } from '../../sample/comparison.ts';
import type { RunPlan } from '../../sample/run.ts';
import type { ScheduleSample } from '../../sample/sample.ts';
import { layout } from '../../store/layout.ts';
import { readRun } from '../../store/read.ts';
import { comparisonLine, lookLine } from './comparison-line.ts';

const LIVE_INTERVAL_MS = 1000;

export interface PlannedLooks extends Omit<ComparisonSettings, 'look'> {
  names: SideNames;
}

/**
 * Analyses a running comparison at times fixed in advance, and stops the users once it is resolved. The caller takes the
 * last look, after the users have left.
 *
 * @param over aborted when the run has ended
 * @returns the result of the look that resolved it; `undefined` if none did
 */
export async function lookUntilResolved(
  { folder, workload }: RunPlan,
  { names, ...settings }: PlannedLooks,
  over: AbortSignal,
): Promise<Comparison | undefined> {
  const figuresAt = followRun(folder);
  const show = liveView();
  let taken = 0;
  let last: Comparison | undefined;
  try {
    while (!over.aborted) {
      const at = now();
      const figures = figuresAt(at);
      const { schedule } = figures;
      if (schedule && taken < settings.looks - 1 && at >= momentOf(taken + 1, settings.looks, schedule)) {
        taken += 1;
        last = compareSides(readRun(folder), names, { ...settings, look: taken });
        show.line(lookLine(last, taken, settings.looks));
        if (isResolved(last)) {
          writeFileSync(layout(folder).enough, '');
          return last;
        }
      }
      show.live(comparisonLine(figures, workload.users, at, last));
      await pause(LIVE_INTERVAL_MS, undefined, { signal: over }).catch(() => {});
    }
    return undefined;
  } catch (error) {
    if (existsSync(folder)) writeFileSync(layout(folder).enough, '');
    throw error;
  } finally {
    show.end();
  }
}

/** Looks are spaced evenly over the steady state; the last is at its end. */
function momentOf(look: number, looks: number, { steadyStartAt, steadyEndAt }: ScheduleSample): number {
  return steadyStartAt + ((steadyEndAt - steadyStartAt) * look) / looks;
}

/** A line that redraws itself on a terminal; elsewhere, only permanent lines are printed. */
function liveView() {
  const isTerminal = isLive();
  const clear = () => {
    if (isTerminal) process.stdout.write('\r\x1b[2K');
  };
  return {
    live(text: string) {
      if (!isTerminal) return;
      clear();
      process.stdout.write(text.slice(0, process.stdout.columns - 1));
    },
    line(text: string) {
      clear();
      console.log(text);
    },
    end: clear,
  };
}

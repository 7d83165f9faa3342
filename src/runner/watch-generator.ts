import { now } from '../load/clock.ts';
import type { Run } from '../sample/run.ts';
import type { TelemetrySample } from '../sample/sample.ts';
import { watchEventLoop } from '../telemetry/machine/event-loop.ts';
import { watchHost } from '../telemetry/machine/host.ts';
import { type ProcessGroup, watchProcesses } from '../telemetry/machine/processes.ts';
import { type Instrument, recordTelemetry } from '../telemetry/recorder.ts';
import type { BrowserServer } from './browser/browser-server.ts';
import { tierProcesses } from './telemetry/tier-processes.ts';

/** Interval of the readings that show whether the machine disturbed a step. */
export const SIGNALS_EVERY_MS = 1000;

/** Interval of readings that are summed over the run. The most expensive ones: each scans all processes. */
export const PROCESSES_EVERY_MS = 2000;

/**
 * Monitors the machine, the CPU time of its processes, the two event loops that all users share and the
 * canary, and passes each reading to `append`. Returns a function that stops it.
 *
 * @param tiersInDetail whether to read the memory and open files of the target's tiers too
 */
export function watchGenerator(
  append: (sample: TelemetrySample) => void,
  browser: BrowserServer,
  target: Run['target'],
  { tiersInDetail }: { tiersInDetail: boolean },
): () => void {
  const ownLoop = watchEventLoop();
  let browserLoopMs: number | undefined;
  browser.listen((news) => {
    switch (news.type) {
      case 'loop':
        browserLoopMs = Math.max(browserLoopMs ?? 0, news.delayMs);
        break;
      case 'canary': {
        // It has its own interval: a late canary covers all the time since its last reading.
        const { delayMs, intervalMs } = news;
        append({ type: 'telemetry', at: now(), intervalMs, source: 'canary', values: { delayMs } });
        break;
      }
      case 'browser ended':
        // Starts on a new line, since the live line ends without a line break.
        console.error(
          `\nthe browser exited during the run (${news.how}); if memory ran out, use fewer users (--users)`,
        );
        break;
    }
  });
  const groups = processGroups(browser.pid, target, tiersInDetail);
  const recorders = [
    recordTelemetry(append, delayOf('runner', ownLoop.read), SIGNALS_EVERY_MS),
    recordTelemetry(
      append,
      delayOf('browser server', () => {
        const reading = browserLoopMs;
        browserLoopMs = undefined;
        return reading;
      }),
      SIGNALS_EVERY_MS,
    ),
    recordTelemetry(append, watchHost(), SIGNALS_EVERY_MS),
    recordTelemetry(append, watchProcesses(groups), PROCESSES_EVERY_MS),
  ];
  return () => {
    for (const stop of recorders) stop();
    ownLoop.stop();
  };
}

function delayOf(source: string, read: () => number | undefined): Instrument {
  return () => {
    const loopDelayMs = read();
    return loopDelayMs === undefined ? [] : [[source, { loopDelayMs }]];
  };
}

/** Groups whose CPU time is measured separately. Workers and browser server are children of this process. */
function processGroups(browserServer: number, target: Run['target'], inDetail: boolean): ProcessGroup[] {
  return [
    { name: 'runner', roots: () => [process.pid] },
    {
      name: 'workers',
      roots: (children) => children(process.pid, /node|MainThread/).filter((pid) => pid !== browserServer),
    },
    { name: 'browser server', roots: () => [browserServer] },
    { name: 'browser', roots: (children) => children(browserServer, /chrom|headless/i) },
    ...(target.tiers ?? []).map(({ name, pids }) => {
      const ours = tierProcesses(target, pids);
      return { name, roots: () => ours, inDetail };
    }),
  ];
}

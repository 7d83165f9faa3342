import { now } from '../load/clock.ts';
import type { Run } from '../sample/run.ts';
import type { TelemetrySample } from '../sample/sample.ts';
import { watchEventLoop } from '../telemetry/machine/event-loop.ts';
import { watchHost } from '../telemetry/machine/host.ts';
import { type ProcessGroup, watchProcesses } from '../telemetry/machine/processes.ts';
import { type Instrument, recordTelemetry } from '../telemetry/recorder.ts';
import type { BrowserServer } from './browser/browser-server.ts';
import { tierProcesses } from './telemetry/tier-processes.ts';

/** What a step is held against, to see whether the machine disturbed it. */
export const SIGNALS_EVERY_MS = 1000;

/** What adds up over the run. All processes of the machine are looked at for it, which costs most of all readings. */
export const PROCESSES_EVERY_MS = 2000;

/**
 * Watches the machine, who takes its CPU, the two event loops that all users share and the canary, and hands each
 * reading to `append`. Returns a stop.
 *
 * @param tiersInDetail whether memory and open files of the target's tiers are read too
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
        // Its interval is its own: a canary that came late speaks of all the time since its last reading.
        const { delayMs, intervalMs } = news;
        append({ type: 'telemetry', at: now(), intervalMs, source: 'canary', values: { delayMs } });
        break;
      }
      case 'browser ended':
        // Below the live line, which ends without a line break.
        console.error(
          `\nthe browser ended while it was in use (${news.how}); if memory ran out, ask for fewer users (--users)`,
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

/** Whose CPU time is told apart: the workers are children of this process, as is the browser server. */
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

import { now } from '../load/clock.ts';
import type { Run } from '../sample/run.ts';
import type { TelemetrySample } from '../sample/sample.ts';
import { watchEventLoop } from '../telemetry/event-loop.ts';
import { watchHost } from '../telemetry/host.ts';
import { type ProcessGroup, watchProcesses } from '../telemetry/processes.ts';
import { type Instrument, recordTelemetry } from '../telemetry/recorder.ts';
import type { BrowserServer } from './browser-server.ts';
import { tierProcesses } from './telemetry/tier-processes.ts';

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
  const stopRecorder = recordTelemetry(append, [
    delayOf('runner', ownLoop.read),
    delayOf('browser server', () => {
      const reading = browserLoopMs;
      browserLoopMs = undefined;
      return reading;
    }),
    watchHost(),
    watchProcesses(processGroups(browser.pid, target, tiersInDetail)),
  ]);
  return () => {
    stopRecorder();
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

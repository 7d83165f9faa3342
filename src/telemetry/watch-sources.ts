import pLimit from 'p-limit';
import type { Source } from './source.ts';
import { type TelemetrySink, watchSource } from './watched-source.ts';

const TICK_MS = 1000;

/** Maximum number of concurrent readings, over all sources. */
const IN_FLIGHT = 4;

/** All sources, from the start to the stop. */
export interface SourcesWatch {
  beginSteadyState(): Promise<void>;
  endSteadyState(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the sources and reads each at its own interval, a few at a time. If a reading is still in progress
 * when the next is due, the next is skipped. An unavailable source is recorded once.
 */
export function watchSources(sources: Source[], sink: TelemetrySink): SourcesWatch {
  const limit = pLimit(IN_FLIGHT);
  const watched = sources.map((source) => watchSource(source, limit, sink));
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
    for (const source of watched) source.tick(ticks, TICK_MS);
  }, TICK_MS);
  return {
    async beginSteadyState() {
      await Promise.all(watched.map((source) => source.beginSteadyState()));
    },
    async endSteadyState() {
      await Promise.all(watched.map((source) => source.endSteadyState()));
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(watched.map((source) => source.stop()));
    },
  };
}

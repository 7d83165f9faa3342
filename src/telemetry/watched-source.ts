import type { LimitFunction } from 'p-limit';
import type { DatabaseSample, LogSample, SourceSample } from '../sample/evidence.ts';
import type { TelemetrySample } from '../sample/sample.ts';
import { howMany } from '../words/units.ts';
import { epochMs } from './epoch.ts';
import { grants } from './grants.ts';
import { reasonOf } from './reason.ts';
import { joined, type Shortfall } from './shortfall.ts';
import { type Source, Unreachable } from './source.ts';
import { within } from './within.ts';

const START_LIMIT_MS = 5000;
const READ_LIMIT_MS = 2000;
/** A snapshot of a large database takes longer than a reading. */
const EVIDENCE_LIMIT_MS = 10_000;
const STOP_LIMIT_MS = 2000;

/** Where readings and evidence are written. */
export interface TelemetrySink {
  reading(sample: TelemetrySample): void;
  evidence(sample: SourceSample | DatabaseSample | LogSample): void;
}

interface WatchedSource {
  /** Starts a reading if one is due and nothing else is in progress; does not wait for it. */
  tick(count: number, tickMs: number): void;
  beginSteadyState(): Promise<void>;
  endSteadyState(): Promise<void>;
  /** Ends the steady state if that has not happened yet, and records what could not be read. */
  stop(): Promise<void>;
}

/** Starts a source and records whether it is available. Never throws because of the source. */
export function watchSource(source: Source, limit: LimitFunction, sink: TelemetrySink): WatchedSource {
  const { name, reading, steadyState } = source;
  const shortfalls: Shortfall[] = [];
  const failures: string[] = [];
  let isUp = false;
  let isBegun = false;
  let isSteady = false;
  let underWay = 0;
  let readAt = performance.now();
  let readings = 0;
  let beginning: Promise<void> = Promise.resolve();
  let ending: Promise<void> | undefined;

  const record = (status: SourceSample['status'], shortfall: Shortfall | undefined) =>
    sink.evidence({ type: 'source', source: name, at: epochMs(), status, ...shortfall });

  const starting = within(START_LIMIT_MS, (signal) => source.start(signal)).then(
    (shortfall) => {
      if (shortfall) shortfalls.push(shortfall);
      readAt = performance.now();
      isUp = true;
      record(shortfall ? 'partly' : 'read', shortfall);
    },
    (error: unknown) => {
      const grant = (error instanceof Unreachable && error.grant) || grants[name];
      record('unreachable', { message: reasonOf(error), grant });
    },
  );

  async function read(ask: (signal: AbortSignal) => Promise<Record<string, number>>): Promise<void> {
    let answering: Promise<unknown> | undefined;
    readings += 1;
    try {
      const values = await within(READ_LIMIT_MS, (signal) => {
        const answer = ask(signal);
        answering = answer;
        return answer;
      });
      const intervalMs = performance.now() - readAt;
      readAt += intervalMs;
      if (Object.keys(values).length === 0) return;
      sink.reading({ type: 'telemetry', at: epochMs(), intervalMs, source: name, values });
    } catch (error) {
      failures.push(reasonOf(error));
      // A late reading must finish before the next one starts.
      await answering?.catch(() => {});
    }
  }

  /** No reading starts while `act` is in progress. */
  async function counted(act: () => Promise<void>): Promise<void> {
    underWay += 1;
    try {
      await act();
    } finally {
      underWay -= 1;
    }
  }

  async function begin(): Promise<void> {
    await starting;
    if (!(isUp && steadyState)) return;
    try {
      await within(EVIDENCE_LIMIT_MS, (signal) => steadyState.begin(signal));
      isSteady = true;
    } catch (error) {
      shortfalls.push({
        message: `its state at the start of the steady state is unknown (${reasonOf(error)})`,
      });
    }
  }

  async function end(): Promise<void> {
    await beginning;
    if (!(isSteady && steadyState)) return;
    try {
      const { samples, shortfall } = await within(EVIDENCE_LIMIT_MS, (signal) => steadyState.end(signal));
      for (const sample of samples) sink.evidence(sample);
      if (shortfall) shortfalls.push(shortfall);
    } catch (error) {
      shortfalls.push({
        message: `its state at the end of the steady state is unknown (${reasonOf(error)})`,
      });
    }
  }

  async function endSteadyState(): Promise<void> {
    // A reading in progress at this moment serves as the final one.
    const isReading = underWay > 0;
    ending ??= counted(async () => {
      if (isUp && isBegun && reading?.atSteadyEnd && !isReading) await read((signal) => reading.read(signal));
      await end();
    });
    await ending;
  }

  return {
    tick(count, tickMs) {
      if (!isUp || !reading || underWay > 0) return;
      if (count % Math.max(1, Math.round(reading.everyMs / tickMs)) !== 0) return;
      void counted(() => limit(() => read((signal) => reading.read(signal))));
    },
    async beginSteadyState() {
      isBegun = true;
      beginning = counted(begin);
      await beginning;
    },
    endSteadyState,
    async stop() {
      await starting;
      await endSteadyState();
      if (failures.length > 0) {
        const message = `${failures.length} of ${readings} readings are missing (${failures[0]})`;
        shortfalls.push({ message });
      }
      if (isUp && shortfalls.length > 0) record('partly', joined(shortfalls));
      isUp = false;
      await within(STOP_LIMIT_MS, () => source.stop()).catch(() => {});
    },
  };
}

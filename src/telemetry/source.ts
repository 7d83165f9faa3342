import type { DatabaseSample, LogSample } from '../sample/evidence.ts';
import type { grants } from './grants.ts';
import type { Shortfall } from './shortfall.ts';

/** A source is not available at all. */
export class Unreachable extends Error {
  readonly grant: string | undefined;

  /** @param grant what to grant, if setting the source's address is not enough */
  constructor(message: string, grant?: string) {
    super(message);
    this.grant = grant;
  }
}

/** What a source reports about the steady state as a whole. */
interface Evidence {
  samples: (DatabaseSample | LogSample)[];
  shortfall?: Shortfall;
}

/**
 * A part of the product that is monitored while users are active. Each call ends soon after its signal is
 * aborted. A call may fail; that never fails the run.
 */
export interface Source {
  /** Name in the record. */
  name: keyof typeof grants;
  /**
   * Checks that the source is available, and marks the start of the first interval.
   *
   * @returns what cannot be read of it
   * @throws {Unreachable}
   */
  start(signal: AbortSignal): Promise<Shortfall | undefined>;
  reading?: {
    everyMs: number;
    /** Whether to read once more when the steady state ends, for figures that cover the time before. */
    atSteadyEnd?: boolean;
    /** Counters are the increase since the last reading. Unknown values are left out. */
    read(signal: AbortSignal): Promise<Record<string, number>>;
  };
  steadyState?: {
    begin(signal: AbortSignal): Promise<void>;
    end(signal: AbortSignal): Promise<Evidence>;
  };
  stop(): Promise<void>;
}

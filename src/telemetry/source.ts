import type { DatabaseSample, LogSample } from '../sample/evidence.ts';
import type { grants } from './grants.ts';
import type { Shortfall } from './shortfall.ts';

/** A source cannot be had at all. */
export class Unreachable extends Error {
  readonly grant: string | undefined;

  /** @param grant where it is more than that the source's address is set */
  constructor(message: string, grant?: string) {
    super(message);
    this.grant = grant;
  }
}

/** What a source tells of the steady state as a whole. */
interface Evidence {
  samples: (DatabaseSample | LogSample)[];
  shortfall?: Shortfall;
}

/**
 * A part of the product that is asked about itself while users are at work. Each call lets go soon after its signal is aborted, and
 * may fail: a run never does because of it.
 */
export interface Source {
  /** As in the record. */
  name: keyof typeof grants;
  /**
   * Makes sure that it can be had, and marks where the first interval begins.
   *
   * @returns what of it cannot be read
   * @throws {Unreachable}
   */
  start(signal: AbortSignal): Promise<Shortfall | undefined>;
  reading?: {
    everyMs: number;
    /** Whether it is read once more when the steady state ends, as what covers a while before it should. */
    atSteadyEnd?: boolean;
    /** Counters are what was added since the last reading. What is not known is left out. */
    read(signal: AbortSignal): Promise<Record<string, number>>;
  };
  steadyState?: {
    begin(signal: AbortSignal): Promise<void>;
    end(signal: AbortSignal): Promise<Evidence>;
  };
  stop(): Promise<void>;
}

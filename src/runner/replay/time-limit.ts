import { within } from '../../telemetry/within.ts';

/** How often to check whether the run was interrupted. */
const CHECK_EVERY_MS = 200;

/** A time limit for several operations together. */
export interface TimeLimit {
  /** Runs `act` for at most `atMostMs`, until the overall limit is reached, or until the run is interrupted. */
  within<Result>(atMostMs: number, act: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
  leftMs(): number;
  /** Whether no further operation may start. */
  isOver(): boolean;
  /** Stops checking for an interruption. */
  close(): void;
}

/** The limit starts now. */
export function timeLimit(wholeMs: number, interrupted: () => boolean): TimeLimit {
  const endsAt = performance.now() + wholeMs;
  const leftMs = () => Math.max(0, endsAt - performance.now());
  const stopped = new AbortController();
  const check = setInterval(() => {
    if (interrupted()) stopped.abort();
  }, CHECK_EVERY_MS);
  return {
    within: (atMostMs, act) => within(Math.ceil(Math.min(atMostMs, leftMs())), act, stopped.signal),
    leftMs,
    isOver: () => leftMs() === 0 || stopped.signal.aborted || interrupted(),
    close: () => clearInterval(check),
  };
}

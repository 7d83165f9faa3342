/** How often somebody may have ended the run since it was last asked. */
const LOOK_MS = 200;

/** The time that all of it may take. */
export interface TimeLimit {
  /** Ends what takes longer than `atMostMs`, or than all of it may take; also when the run is interrupted. */
  signal(atMostMs: number): AbortSignal;
  leftMs(): number;
  /** Whether nothing more is to be begun. */
  isOver(): boolean;
  /** Stops watching. */
  close(): void;
}

/** Begins at once. */
export function timeLimit(wholeMs: number, interrupted: () => boolean): TimeLimit {
  const endsAt = performance.now() + wholeMs;
  const leftMs = () => Math.max(0, endsAt - performance.now());
  const stopped = new AbortController();
  const look = setInterval(() => {
    if (interrupted()) stopped.abort();
  }, LOOK_MS);
  return {
    signal: (atMostMs) =>
      AbortSignal.any([stopped.signal, AbortSignal.timeout(Math.ceil(Math.min(atMostMs, leftMs())))]),
    leftMs,
    isOver: () => leftMs() === 0 || stopped.signal.aborted || interrupted(),
    close: () => clearInterval(look),
  };
}

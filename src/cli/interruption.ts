/** The signals that ask a process to terminate. */
export const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The process was interrupted before there was anything to judge. */
export class InterruptedEarly extends Error {
  constructor() {
    super('interrupted before anything was measured');
    this.stack = this.message;
  }
}

/** Catches termination signals, so that the process can shut down cleanly. */
export function catchInterruption(): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const interrupt = () => controller.abort(new InterruptedEarly());
  for (const signal of endSignals) process.on(signal, interrupt);
  return {
    signal: controller.signal,
    release() {
      for (const signal of endSignals) process.off(signal, interrupt);
    },
  };
}

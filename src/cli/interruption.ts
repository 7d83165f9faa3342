/** What asks a process to end. */
export const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Somebody asked this process to end before there was anything to judge. */
export class InterruptedEarly extends Error {
  constructor() {
    super('interrupted before anything was measured');
    this.stack = this.message;
  }
}

/** Keeps this process alive when it is asked to end, so that it can end in order. */
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

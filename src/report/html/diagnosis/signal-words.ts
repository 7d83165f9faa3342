import type { Signal } from '../../../sample/signals.ts';

/** The signals in a word or two, for legends and the heads of columns. */
export const signalWords: Record<Signal, string> = {
  cpuShare: 'CPU use',
  pressureShare: 'CPU pressure',
  stealShare: 'stolen CPU',
  canaryMs: 'canary page',
  browserServerDelayMs: 'browser server',
  runnerDelayMs: 'runner',
  workerDelayMs: 'slowest worker',
  lagMs: 'latest input',
};

import type { Signal } from '../../../sample/signals.ts';

/** Short names of the signals, for legends and column heads. */
export const signalWords: Record<Signal, string> = {
  cpuShare: 'CPU use',
  pressureShare: 'CPU pressure',
  stealShare: 'CPU steal',
  canaryMs: 'canary page',
  browserServerDelayMs: 'browser server',
  runnerDelayMs: 'runner',
  workerDelayMs: 'slowest worker',
  lagMs: 'input lag',
};

/**
 * Signals that the load generator was busy, each independent of the latency of the step it concerns: readings
 * once a second of the machine (`host`), the canary page and two event loops, and two facts about the step
 * before its input. Shares are 0–1.
 */
export const signals = {
  cpuShare: 'CPU use of the machine',
  pressureShare: 'CPU pressure',
  stealShare: 'CPU stolen by other machines',
  canaryMs: 'delay of the canary page',
  browserServerDelayMs: 'event-loop delay of the browser server',
  runnerDelayMs: 'event-loop delay of the runner',
  workerDelayMs: 'event-loop delay of the worker',
  lagMs: 'lateness of the input',
} as const;
export type Signal = keyof typeof signals;
export const signalNames = Object.keys(signals) as Signal[];

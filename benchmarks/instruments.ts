import { median, quantile } from 'simple-statistics';
import { analyse } from '../src/analysis/analyse.ts';
import type { RunRecord } from '../src/sample/record.ts';
import { aims } from './aims.ts';
import type { MeasurePlain } from './measure.ts';
import type { Row } from './table.ts';

/** In alternating order (ABBAAB), so that a machine that warms up or slows down does not favour one side. */
const pairs = [
  ['on', 'off'],
  ['off', 'on'],
  ['on', 'off'],
] as const;

interface Reading {
  cpuMsPerStep: number;
  p95Ms: number;
}

/** Measures the cost of the instruments in the page, by pairs of runs with all of them and with only the clock. */
export async function compareInstruments(measure: MeasurePlain): Promise<Row[]> {
  const read: { on: Reading; off: Reading }[] = [];
  for (const [index, [first, second]] of pairs.entries()) {
    const title = (side: string) => `50 users, instruments ${side} (pair ${index + 1} of ${pairs.length})`;
    const one = await reading(measure, title(first), first);
    const other = await reading(measure, title(second), second);
    read.push(first === 'on' ? { on: one, off: other } : { on: other, off: one });
  }
  const medianOf = (value: (pair: { on: Reading; off: Reading }) => number) => median(read.map(value));
  return [
    { what: 'CPU per step, instruments on', value: medianOf(({ on }) => on.cpuMsPerStep), unit: 'ms' },
    { what: 'CPU per step, instruments off', value: medianOf(({ off }) => off.cpuMsPerStep), unit: 'ms' },
    {
      what: 'CPU ratio on / off, median of the pairs',
      value: medianOf(({ on, off }) => on.cpuMsPerStep / off.cpuMsPerStep),
      decimals: 3,
      aim: aims.instruments.cpuRatio,
    },
    { what: 'latency p95, instruments on', value: medianOf(({ on }) => on.p95Ms), unit: 'ms' },
    { what: 'latency p95, instruments off', value: medianOf(({ off }) => off.p95Ms), unit: 'ms' },
    {
      what: 'p95 difference on − off, median of the pairs',
      value: medianOf(({ on, off }) => on.p95Ms - off.p95Ms),
      unit: 'ms',
      aim: aims.instruments.p95DifferenceMs,
    },
  ];
}

async function reading(measure: MeasurePlain, title: string, instruments: 'on' | 'off'): Promise<Reading> {
  const run = { workload: 'plain', users: 50 } as const;
  const { record } = await measure(title, run, { FOOTFALL_INSTRUMENTS: instruments });
  const { cpuMsPerStep } = analyse(record).generator;
  if (cpuMsPerStep === undefined)
    throw new Error('this operating system does not report CPU usage, so nothing can be compared');
  return { cpuMsPerStep, p95Ms: quantile(frameTimes(record), 0.95) };
}

/** Times to the frame: without instruments, contentful paints are not observed, and the two kinds are not comparable. */
function frameTimes({ samples }: RunRecord): number[] {
  return samples.flatMap((sample) =>
    sample.type === 'step' && sample.phase === 'steady' ? (sample.paint.frameMs ?? []) : [],
  );
}

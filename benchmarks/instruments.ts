import { median, quantile } from 'simple-statistics';
import { analyse } from '../src/analysis/analyse.ts';
import type { RunRecord } from '../src/sample/record.ts';
import { aims } from './aims.ts';
import type { MeasurePlain } from './measure.ts';
import type { Row } from './table.ts';

/** In turns, so that a machine that warms up or slows down does not favour one side: ABBAAB. */
const pairs = [
  ['on', 'off'],
  ['off', 'on'],
  ['on', 'off'],
] as const;

interface Reading {
  cpuMsPerStep: number;
  p95Ms: number;
}

/** What the instruments in the page cost: pairs of runs with all of them and with the clock alone. */
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
    { what: 'CPU a step, instruments on', value: medianOf(({ on }) => on.cpuMsPerStep), unit: 'ms' },
    { what: 'CPU a step, instruments off', value: medianOf(({ off }) => off.cpuMsPerStep), unit: 'ms' },
    {
      what: 'ratio of the two, within pairs',
      value: medianOf(({ on, off }) => on.cpuMsPerStep / off.cpuMsPerStep),
      decimals: 3,
      aim: aims.instruments.cpuRatio,
    },
    { what: 'latency p95, instruments on', value: medianOf(({ on }) => on.p95Ms), unit: 'ms' },
    { what: 'latency p95, instruments off', value: medianOf(({ off }) => off.p95Ms), unit: 'ms' },
    {
      what: 'difference of the two, within pairs',
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
    throw new Error('this system does not tell its CPU use, so nothing can be compared');
  return { cpuMsPerStep, p95Ms: quantile(frameTimes(record), 0.95) };
}

/** To the frame: without instruments the page does not hear of contentful paints, and the two are never compared. */
function frameTimes({ samples }: RunRecord): number[] {
  return samples.flatMap((sample) =>
    sample.type === 'step' && sample.phase === 'steady' ? (sample.paint.frameMs ?? []) : [],
  );
}

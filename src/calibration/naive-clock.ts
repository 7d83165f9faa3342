import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../sample/record.ts';
import type { RunPlan } from '../sample/run.ts';

/** What Node's clock read, one line a step; each worker has a file of its own. */
interface NaiveTime {
  question: string;
  naiveMs: number;
}

const isNaiveFile = (name: string) => /^naive-\d+\.ndjson$/.test(name);

/** A worker's side: writes a time down, in think time. */
export function noteNaiveTime(question: string, naiveMs: number): void {
  const { folder } = JSON.parse(process.env.FOOTFALL_PLAN as string) as RunPlan;
  const entry: NaiveTime = { question, naiveMs };
  appendFileSync(join(folder, `naive-${process.pid}.ndjson`), `${JSON.stringify(entry)}\n`);
}

/**
 * The naive times of a run, by the id of the step's sample. A journey is not told that id, so the two find each other by
 * the question in the address of the step's request.
 */
export function readNaiveTimes(folder: string, { samples }: RunRecord): Map<string, number> {
  const idOf = new Map(
    samples.flatMap((sample) => {
      const question =
        sample.type === 'step' && sample.request && new URL(sample.request.url).searchParams.get('q');
      return question ? [[question, sample.id] as const] : [];
    }),
  );
  const lines = readdirSync(folder)
    .filter(isNaiveFile)
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'));
  return new Map(
    lines.flatMap((line) => {
      const { question, naiveMs } = JSON.parse(line) as NaiveTime;
      const id = idOf.get(question);
      return id === undefined ? [] : [[id, naiveMs] as const];
    }),
  );
}

import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../sample/record.ts';
import type { RunPlan } from '../sample/run.ts';

/** A step's time by Node's clock, one line per step; each worker has its own file. */
interface NaiveTime {
  question: string;
  naiveMs: number;
}

const isNaiveFile = (name: string) => /^naive-\d+\.ndjson$/.test(name);

/** Called in the worker: records a time during think time. */
export function noteNaiveTime(question: string, naiveMs: number): void {
  const { folder } = JSON.parse(process.env.FOOTFALL_PLAN as string) as RunPlan;
  const entry: NaiveTime = { question, naiveMs };
  appendFileSync(join(folder, `naive-${process.pid}.ndjson`), `${JSON.stringify(entry)}\n`);
}

/**
 * The naive times of a run, by the id of the step's sample. A journey does not know that id, so the two are
 * matched by the question in the URL of the step's request.
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

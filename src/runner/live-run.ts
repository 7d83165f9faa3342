import { existsSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { quantileSorted } from 'simple-statistics';
import type { Sample, ScheduleSample, StepSample } from '../sample/sample.ts';
import { layout } from '../store/layout.ts';

/** How far back the live figures look. */
const WINDOW_MS = 10_000;

/** What a run looks like while it goes on. For the eye only: nothing here is judged or kept. */
export interface LiveFigures {
  ready: number;
  atWork: number;
  lost: number;
  steps: number;
  errors: number;
  stepsPerSecond?: number;
  p95Ms?: number;
  schedule?: ScheduleSample;
}

/** Follows a growing run folder. Workers say nothing extra: what they append is read as it grows. */
export function followRun(folder: string): (at: number) => LiveFigures {
  const { samples } = layout(folder);
  const tails = new Map<string, () => Sample[]>();
  const figures: LiveFigures = { ready: 0, atWork: 0, lost: 0, steps: 0, errors: 0 };
  const atWork = new Set<number>();
  let recent: StepSample[] = [];

  function take(sample: Sample) {
    switch (sample.type) {
      case 'user':
        if (sample.event === 'ready') figures.ready += 1;
        if (sample.event === 'start') atWork.add(sample.user);
        if (sample.event === 'end' || sample.event === 'lost') atWork.delete(sample.user);
        figures.atWork = atWork.size;
        if (sample.event === 'lost') figures.lost += 1;
        break;
      case 'step':
        figures.steps += 1;
        if (sample.outcome.status !== 'ok') figures.errors += 1;
        recent.push(sample);
        break;
      case 'schedule':
        figures.schedule = sample;
        break;
      case 'error':
      case 'end':
        break;
    }
  }

  return (at) => {
    for (const name of existsSync(samples) ? readdirSync(samples) : []) {
      const tail = tails.get(name) ?? tailOf(join(samples, name));
      tails.set(name, tail);
      tail().forEach(take);
    }
    recent = recent.filter(({ intendedAt, correctedMs }) => intendedAt + correctedMs >= at - WINDOW_MS);
    if (recent.length === 0) return { ...figures };
    const responses = recent.flatMap(({ responseMs }) => responseMs ?? []).sort((a, b) => a - b);
    return {
      ...figures,
      stepsPerSecond: recent.length / (WINDOW_MS / 1000),
      ...(responses.length > 0 && { p95Ms: quantileSorted(responses, 0.95) }),
    };
  };
}

/** Reads the whole lines that were appended since the last call. */
function tailOf(file: string): () => Sample[] {
  const descriptor = openSync(file, 'r');
  const chunk = Buffer.alloc(1 << 16);
  let rest = '';
  return () => {
    let text = rest;
    for (let size = readSync(descriptor, chunk); size > 0; size = readSync(descriptor, chunk)) {
      text += chunk.toString('utf8', 0, size);
    }
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    return lines.flatMap(parsed);
  };
}

/** A line that a full disk or a crash cut off is told when the run is analysed; the live figures go on. */
function parsed(line: string): Sample[] {
  try {
    return [JSON.parse(line) as Sample];
  } catch {
    return [];
  }
}

import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { quantileSorted } from 'simple-statistics';
import { hasFailed } from '../../sample/has-failed.ts';
import type { Sample, ScheduleSample, StepSample } from '../../sample/sample.ts';
import { layout } from '../../store/layout.ts';

/** Time window of the live figures. */
const WINDOW_MS = 10_000;

/** The state of a run in progress. For display only: nothing here is judged or stored. */
export interface LiveFigures {
  /** Users that are ready or were ready before. */
  ready: number;
  atWork: number;
  lost: number;
  steps: number;
  errors: number;
  /** When the last step that got an answer was over, in epoch milliseconds. */
  answeredAt?: number;
  stepsPerSecond?: number;
  p95Ms?: number;
  schedule?: ScheduleSample;
}

/** Follows a growing run folder: reads what workers append, so they need no extra reporting. */
export function followRun(folder: string): (at: number) => LiveFigures {
  const { samples } = layout(folder);
  const tails = new Map<string, () => Sample[]>();
  const seen: Pick<LiveFigures, 'steps' | 'errors' | 'schedule' | 'answeredAt'> = { steps: 0, errors: 0 };
  const users = {
    ready: new Set<number>(),
    start: new Set<number>(),
    end: new Set<number>(),
    lost: new Set<number>(),
  };
  let recent: StepSample[] = [];

  function take(sample: Sample) {
    switch (sample.type) {
      case 'user':
        users[sample.event].add(sample.user);
        break;
      case 'step':
        seen.steps += 1;
        if (hasFailed(sample)) seen.errors += 1;
        if (sample.outcome.status === 'ok')
          seen.answeredAt = Math.max(seen.answeredAt ?? 0, sample.intendedAt + sample.correctedMs);
        recent.push(sample);
        break;
      case 'schedule':
        seen.schedule = sample;
        break;
      case 'misfit':
      case 'film':
      case 'error':
      case 'clock':
      case 'audit':
      case 'audit report':
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
    const responses = recent.flatMap(({ responseMs }) => responseMs ?? []).sort((a, b) => a - b);
    return {
      ...seen,
      ready: users.ready.size,
      atWork: [...users.start].filter((user) => !users.end.has(user) && !users.lost.has(user)).length,
      lost: users.lost.size,
      ...(recent.length > 0 && { stepsPerSecond: recent.length / (WINDOW_MS / 1000) }),
      ...(responses.length > 0 && { p95Ms: quantileSorted(responses, 0.95) }),
    };
  };
}

/** Reads the complete lines that were appended since the last call. */
function tailOf(file: string): () => Sample[] {
  const chunk = Buffer.alloc(1 << 16);
  let position = 0;
  let rest = '';
  return () => {
    let text = rest;
    // Kept open only while reading; following many runs would otherwise run out of file descriptors.
    const descriptor = openSync(file, 'r');
    try {
      const readOn = () => readSync(descriptor, chunk, 0, chunk.length, position);
      for (let size = readOn(); size > 0; size = readOn()) {
        text += chunk.toString('utf8', 0, size);
        position += size;
      }
    } finally {
      closeSync(descriptor);
    }
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    return lines.flatMap(parsed);
  };
}

/** Skips a line cut off by a full disk or a crash; the analysis of the run reports it. */
function parsed(line: string): Sample[] {
  try {
    return [JSON.parse(line) as Sample];
  } catch {
    return [];
  }
}

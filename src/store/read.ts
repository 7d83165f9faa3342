import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { calibratedLevel } from '../sample/calibration.ts';
import { isOnThisMachine } from '../sample/loopback.ts';
import type { RunRecord } from '../sample/record.ts';
import { Run } from '../sample/run.ts';
import { type RequestSample, Sample, type StepSample, TelemetrySample } from '../sample/sample.ts';
import { layout } from './layout.ts';
import { linesOf } from './lines.ts';

/** The folder is missing or is not a run folder. The message says what is wrong and what to do. */
export class RunFolderError extends Error {}

/**
 * Reads a run folder back and checks it against the schemas. A line that was cut off or does not match its
 * schema is listed in `unreadable`; the others count.
 *
 * @throws {RunFolderError} if there is no folder or no readable `run.json`.
 */
export function readRun(folder: string): RunRecord {
  const files = layout(folder);
  if (!existsSync(folder)) {
    throw new RunFolderError(
      `${folder}: there is no such run folder; \`npx footfall run\` creates one under reports/`,
    );
  }
  if (!existsSync(files.run)) {
    throw new RunFolderError(
      `${folder}: there is no run.json in it, so this is not a run folder or nothing was measured`,
    );
  }
  const unreadable: string[] = [];
  const sampleFiles = existsSync(files.samples)
    ? readdirSync(files.samples)
        .filter((name) => name.endsWith('.ndjson'))
        .sort()
    : [];
  const run = readRunFile(files.run);
  const samples: Sample[] = [];
  const telemetry: TelemetrySample[] = [];
  const share = sharedNames();
  const note = machineShare(run);
  for (const name of sampleFiles) {
    readLines(join(files.samples, name), Sample, (sample) => samples.push(note(share(sample))), unreadable);
  }
  if (existsSync(files.telemetry)) {
    readLines(files.telemetry, TelemetrySample, (reading) => telemetry.push(reading), unreadable);
  }
  return { run, samples, telemetry, unreadable };
}

function readRunFile(file: string): Run {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new RunFolderError(
      `${file}: not readable as JSON (${(error as Error).message}); the file was not written completely`,
    );
  }
  const run = Run.safeParse(content);
  if (run.success) return run.data;
  throw new RunFolderError(
    `${file}: ${whatIsWrong(run.error)}; was it written by another version of Footfall?`,
  );
}

/**
 * The schemas of the record transform nothing, so the parsed line is kept as it is: a validated copy of each
 * line would take a sixth more memory, and a long run has millions of them.
 */
function readLines<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  keep: (entry: z.infer<Schema>) => void,
  unreadable: string[],
): void {
  for (const [number, line] of linesOf(file)) {
    const place = `${basename(file)}:${number}`;
    const content = parsed(line);
    const entry = content === undefined ? undefined : schema.safeParse(content);
    if (entry?.success) keep(content as z.infer<Schema>);
    else
      unreadable.push(`${place}: ${entry ? whatIsWrong(entry.error) : 'the line is cut off or is not JSON'}`);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Keeps each name in memory once, however many steps have it. */
function sharedNames(): (sample: Sample) => Sample {
  const names = new Map<string, string>();
  const shared = (name: string) => {
    const known = names.get(name);
    if (known === undefined) names.set(name, name);
    return known ?? name;
  };
  return (sample) => {
    if (sample.type !== 'step') return sample;
    sample.journey = shared(sample.journey);
    sample.step = shared(sample.step);
    sample.kind = shared(sample.kind) as StepSample['kind'];
    sample.viewport = shared(sample.viewport);
    if (sample.request) {
      sample.request.matchedBy = shared(sample.request.matchedBy) as RequestSample['matchedBy'];
    }
    return sample;
  };
}

/** Notes with each request to somewhere else what it costs a calibrated machine by itself under this load. */
function machineShare({ calibration, workload }: Run): (sample: Sample) => Sample {
  const { handOverMs } = calibratedLevel(calibration, workload.users) ?? {};
  return (sample) => {
    if (handOverMs !== undefined && sample.type === 'step' && sample.request)
      if (!isOnThisMachine(sample.request.url)) sample.request.handOverMs = handOverMs;
    return sample;
  };
}

function whatIsWrong(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.') || 'record'}: ${issue.message}` : 'does not match its schema';
}

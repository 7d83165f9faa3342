import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import type { RunRecord } from '../sample/record.ts';
import { Run } from '../sample/run.ts';
import { Sample, TelemetrySample } from '../sample/sample.ts';
import { layout } from './layout.ts';

/** The folder is missing or is not a run: what it is, and what to do. */
export class RunFolderError extends Error {}

/**
 * Reads a run folder back and checks it against the schemas. A line that was cut off or does not fit is listed in
 * `unreadable`; the others count.
 *
 * @throws {RunFolderError} without a folder or without a readable `run.json`.
 */
export function readRun(folder: string): RunRecord {
  const files = layout(folder);
  if (!existsSync(folder)) {
    throw new RunFolderError(
      `${folder}: there is no such run folder; \`npx footfall run\` makes one under reports/`,
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
  return {
    run: readRunFile(files.run),
    samples: sampleFiles.flatMap((name) => readLines(join(files.samples, name), Sample, unreadable)),
    telemetry: existsSync(files.telemetry) ? readLines(files.telemetry, TelemetrySample, unreadable) : [],
    unreadable,
  };
}

function readRunFile(file: string): Run {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new RunFolderError(
      `${file}: not readable as JSON (${(error as Error).message}); the run was not written to its end`,
    );
  }
  const run = Run.safeParse(content);
  if (run.success) return run.data;
  throw new RunFolderError(
    `${file}: ${whatIsWrong(run.error)}; was it written by another version of Footfall?`,
  );
}

function readLines<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  unreadable: string[],
): z.infer<Schema>[] {
  const entries: z.infer<Schema>[] = [];
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line === '') continue;
    const place = `${basename(file)}:${index + 1}`;
    try {
      const entry = schema.safeParse(JSON.parse(line));
      if (entry.success) entries.push(entry.data);
      else unreadable.push(`${place}: ${whatIsWrong(entry.error)}`);
    } catch {
      unreadable.push(`${place}: the line is cut off or is not JSON`);
    }
  }
  return entries;
}

function whatIsWrong(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.') || 'record'}: ${issue.message}` : 'does not fit its schema';
}

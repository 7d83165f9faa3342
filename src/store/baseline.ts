import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Baseline } from '../sample/baseline.ts';
import { writeWhole } from './write-whole.ts';

/** Path of the baseline with this name. */
export const baselineFile = (root: string, name: string) =>
  join(root, 'perf-budgets/baselines', `${name}.json`);

/** Names of the existing baselines, sorted. */
export function baselineNames(root: string): string[] {
  const folder = dirname(baselineFile(root, 'any'));
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

export type ReadBaseline = { baseline: Baseline } | { problem: string };

/** @returns the baseline, or the problem with the file as the rest of a sentence that begins with its name */
export function readBaseline(file: string): ReadBaseline {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return { problem: `is not readable as JSON (${(error as Error).message})` };
  }
  const parsed = Baseline.safeParse(content);
  if (parsed.success) return { baseline: parsed.data };
  const version =
    content instanceof Object ? (content as { schemaVersion?: unknown }).schemaVersion : undefined;
  if (version !== 1) {
    const found =
      version === undefined ? 'has no schema version' : `has schema version ${JSON.stringify(version)}`;
    return { problem: `${found}, but this version of Footfall reads 1` };
  }
  const [issue] = parsed.error.issues;
  return { problem: `does not match the schema: ${issue?.path.join('.') || 'the file'}: ${issue?.message}` };
}

/**
 * Stores a baseline, replacing an earlier one with the same name.
 *
 * @returns its file
 */
export function saveBaseline(root: string, baseline: Baseline): string {
  const file = baselineFile(root, baseline.name);
  mkdirSync(dirname(file), { recursive: true });
  writeWhole(file, baselineText(baseline));
  return file;
}

/** One line for each metric: diffs are easy to read, and the file stays small. */
function baselineText({ places, ...head }: Baseline): string {
  const placeText = ({ metrics, ...subject }: Baseline['places'][number]) => {
    const lines = Object.entries(metrics).map(
      ([metric, seen]) => `    ${JSON.stringify(metric)}: ${JSON.stringify(seen)}`,
    );
    return `  {${JSON.stringify(subject).slice(1, -1)}, "metrics": {\n${lines.join(',\n')}\n  }}`;
  };
  const headText = JSON.stringify(head, null, 1).slice(0, -'\n}'.length);
  return `${headText},\n "places": [\n${places.map(placeText).join(',\n')}\n ]\n}\n`;
}

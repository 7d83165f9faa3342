import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HistoryLine } from '../sample/history.ts';

/** A folder, with a file for each run, or one file with a line for each. */
const isFolder = (place: string) =>
  /[/\\]$/.test(place) || (existsSync(place) && statSync(place).isDirectory());

/** Where the history of a run lies unless it is told: beside the runs. */
export const besideRuns = (runFolder: string) => join(dirname(runFolder), 'history.ndjson');

/**
 * Reads the history; what cannot be read is listed in `unreadable` as `file:line: why`, and the rest counts. Of a run that is
 * there twice, as after a merge, the first counts.
 *
 * @param place a file, or a folder, which `/` at its end tells while it is not there yet
 */
export function readHistory(place: string): { lines: HistoryLine[]; unreadable: string[] } {
  const byId = new Map<string, HistoryLine>();
  const unreadable: string[] = [];
  for (const [where, text] of entriesOf(place)) {
    const line = parsed(text);
    if (typeof line === 'string') unreadable.push(`${where}: ${line}`);
    else if (!byId.has(line.id)) byId.set(line.id, line);
  }
  return { lines: [...byId.values()], unreadable };
}

/** Adds a run, unless it is there already. */
export function addToHistory(place: string, line: HistoryLine): void {
  if (readHistory(place).lines.some(({ id }) => id === line.id)) return;
  const text = `${JSON.stringify(line)}\n`;
  if (isFolder(place)) {
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${line.id}.json`), text);
    return;
  }
  mkdirSync(dirname(place), { recursive: true });
  // What a crash cut off is ended, not continued.
  const isTorn = existsSync(place) && !/(^|\n)$/.test(readFileSync(place, 'utf8'));
  appendFileSync(place, `${isTorn ? '\n' : ''}${text}`);
}

function entriesOf(place: string): [where: string, text: string][] {
  if (!existsSync(place)) return [];
  if (isFolder(place)) {
    return readdirSync(place)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => [name, readFileSync(join(place, name), 'utf8')]);
  }
  return readFileSync(place, 'utf8')
    .split('\n')
    .map((text, index): [string, string] => [`${basename(place)}:${index + 1}`, text])
    .filter(([, text]) => text.trim() !== '');
}

/** The line, or why there is none. */
function parsed(text: string): HistoryLine | string {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return 'it is cut off or is not JSON';
  }
  const line = HistoryLine.safeParse(content);
  if (line.success) return line.data;
  const [issue] = line.error.issues;
  return `${issue?.path.join('.') || 'the line'}: ${issue?.message}`;
}

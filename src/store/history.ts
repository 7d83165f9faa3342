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

/** A history is a folder with a file for each run, or one file with a line for each run. */
const isFolder = (place: string) =>
  /[/\\]$/.test(place) || (existsSync(place) && statSync(place).isDirectory());

/** The default history file: next to the run folders. */
export const besideRuns = (runFolder: string) => join(dirname(runFolder), 'history.ndjson');

/**
 * Reads the history. Entries that cannot be read are listed in `unreadable` as `file:line: why`; the rest
 * count. If a run occurs twice, as after a merge, the first entry counts.
 *
 * @param place a file or a folder; the path of a folder that does not exist yet must end in `/`
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

/** Adds a run, unless the history already has it. */
export function addToHistory(place: string, line: HistoryLine): void {
  if (readHistory(place).lines.some(({ id }) => id === line.id)) return;
  const text = `${JSON.stringify(line)}\n`;
  if (isFolder(place)) {
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${line.id}.json`), text);
    return;
  }
  mkdirSync(dirname(place), { recursive: true });
  // Terminate a line that a crash cut off; do not continue it.
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

/** The line, or why it cannot be read. */
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

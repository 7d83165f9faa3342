import { existsSync, readFileSync } from 'node:fs';
import { historyLine } from '../analysis/across-runs/history-line.ts';
import { analyse } from '../analysis/analyse.ts';
import { renderHtml } from '../report/html.ts';
import { renderJunit } from '../report/junit.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { Analysis } from '../sample/analysis.ts';
import type { Run } from '../sample/run.ts';
import { addToHistory, besideRuns, readHistory } from '../store/history.ts';
import { layout } from '../store/layout.ts';
import { RunFolderError, readRun } from '../store/read.ts';
import { shownPath } from '../store/shown-path.ts';
import { writeReports } from '../store/write-whole.ts';

/**
 * Analyses a run folder again and renders its reports.
 *
 * @param history file or folder of the earlier runs, for the trend
 * @param of `users` leaves out the budgets of pages, which are audited later
 * @throws {RunFolderError} if the folder is not a run, or is a comparison, whose reports would be lost
 */
export function conclude(
  folder: string,
  history = besideRuns(folder),
  of: 'everything' | 'users' = 'everything',
): Analysis {
  const record = readRun(folder);
  if (of === 'users') record.run.budgets = record.run.budgets.filter(({ page }) => page === undefined);
  if (record.run.sides) {
    throw new RunFolderError(
      `${folder}: two versions side by side have no verdict of a run; their own comparison is ${layout(folder).html}`,
    );
  }
  const earlier = historyOf(history);
  const analysis = Analysis.parse(analyse({ ...record, history: earlier.lines }));
  const files = layout(folder);
  const outputs = {
    [files.analysis]: `${JSON.stringify(analysis, null, 2)}\n`,
    [files.html]: renderHtml(analysis),
    [files.markdown]: renderMarkdown(analysis),
    [files.junit]: renderJunit(analysis),
  };
  writeReports(outputs);
  return analysis;
}

/** A history that cannot be read does not affect the run. */
function historyOf(place: string): ReturnType<typeof readHistory> {
  try {
    const history = readHistory(place);
    for (const line of history.unreadable) console.error(`history: ${line}, and is left out`);
    return history;
  } catch (error) {
    console.error(`the history cannot be read: ${(error as Error).message}`);
    return { lines: [], unreadable: [] };
  }
}

/** Adds a run to the history, once. A failure is printed and does not affect the run. */
export function remember(folder: string, analysis: Analysis, history = besideRuns(folder)): void {
  try {
    const { footfall } = JSON.parse(readFileSync(layout(folder).run, 'utf8')) as Run;
    addToHistory(history, historyLine(analysis, footfall));
  } catch (error) {
    console.error(`the run could not be added to the history: ${(error as Error).message}`);
  }
}

/** A line for each file that was written, with its path from the current folder. */
export function whereReportsAre(files: Record<string, string | undefined>): string {
  return Object.entries(files)
    .flatMap(([name, file]) =>
      file !== undefined && existsSync(file) ? [`${name.padEnd(8)}${shownPath(file)}`] : [],
    )
    .join('\n');
}

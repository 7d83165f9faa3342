import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../project/input-error.ts';
import { prepareReportsFolder } from '../../project/reports-folder.ts';
import { renderComparisonHtml } from '../../report/comparison/html.ts';
import { renderComparisonJunit } from '../../report/comparison/junit.ts';
import { renderComparisonMarkdown } from '../../report/comparison/markdown.ts';
import { renderComparisonTerminal } from '../../report/comparison/terminal.ts';
import { terminalOptions } from '../../runner/live/terminal-options.ts';
import { Comparison } from '../../sample/comparison.ts';
import { layout } from '../../store/layout.ts';
import { shownPath } from '../../store/shown-path.ts';
import { writeReports } from '../../store/write-whole.ts';

/** Writes a comparison and its reports. */
export function concludeComparison(folder: string, comparison: Comparison): void {
  const checked = Comparison.parse(comparison);
  const { html, markdown, junit } = layout(folder);
  const outputs = {
    [fileOf(folder)]: `${JSON.stringify(checked, null, 2)}\n`,
    [html]: renderComparisonHtml(checked),
    [markdown]: renderComparisonMarkdown(checked),
    [junit]: renderComparisonJunit(checked),
  };
  writeReports(outputs);
}

/** The text printed at the end of a comparison. */
export function comparisonText(folder: string, comparison: Comparison): string {
  const { html, markdown } = layout(folder);
  return [
    renderComparisonTerminal(comparison, terminalOptions()),
    `report  ${shownPath(html)}`,
    `comment ${shownPath(markdown)}`,
    `data    ${shownPath(fileOf(folder))}`,
  ].join('\n');
}

/** The name of a folder that is stored beside those of runs. */
export function folderName(startedAt: Date, kind: string): string {
  return `${startedAt.toISOString().slice(0, 19).replaceAll(':', '-')}-${kind}`;
}

/**
 * Creates a folder for a result that is not a run.
 *
 * @throws {InputError} if it already exists
 */
export function makeFolder(reports: string, startedAt: Date, kind: string): string {
  const folder = join(reports, folderName(startedAt, kind));
  prepareReportsFolder(reports);
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new InputError(`${folder} already exists: another command started in the same second; try again`);
  }
  return folder;
}

const fileOf = (folder: string) => join(folder, 'comparison.json');

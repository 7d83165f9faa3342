import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { renderExperimentHtml } from '../../report/experiment/experiment-html.ts';
import { renderExperimentTerminal } from '../../report/experiment/experiment-terminal.ts';
import { terminalOptions } from '../../runner/live/terminal-options.ts';
import type { Comparison } from '../../sample/comparison.ts';
import { ExperimentResult } from '../../sample/experiment.ts';
import { layout } from '../../store/layout.ts';
import { shownPath } from '../../store/shown-path.ts';
import { writeWhole } from '../../store/write-whole.ts';

const fileOf = (folder: string) => join(folder, 'experiment.json');

/** Writes the result of an experiment. Its page replaces the reports of the comparison, which do not cover the answers. */
export function concludeExperiment(folder: string, result: ExperimentResult, comparison: Comparison): void {
  const checked = ExperimentResult.parse(result);
  writeWhole(fileOf(folder), `${JSON.stringify(checked, null, 2)}\n`);
  const { html, markdown, junit } = layout(folder);
  writeWhole(html, renderExperimentHtml(checked, comparison));
  for (const file of [markdown, junit]) rmSync(file, { force: true });
}

/** The text printed at the end of an experiment. */
export function experimentText(folder: string, result: ExperimentResult, comparison: Comparison): string {
  return [
    renderExperimentTerminal(result, comparison, terminalOptions()),
    `report  ${shownPath(layout(folder).html)}`,
    `data    ${shownPath(fileOf(folder))}`,
  ].join('\n');
}

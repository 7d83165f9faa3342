import { join, relative } from 'node:path';
import { renderExperimentHtml } from '../report/experiment/experiment-html.ts';
import { renderExperimentTerminal } from '../report/experiment/experiment-terminal.ts';
import type { Comparison } from '../sample/comparison.ts';
import { ExperimentResult } from '../sample/experiment.ts';
import { layout } from '../store/layout.ts';
import { writeWhole } from '../store/write-whole.ts';

const fileOf = (folder: string) => join(folder, 'experiment.json');

/** Writes what an experiment came to, and its page in place of that of the mere comparison. */
export function concludeExperiment(folder: string, result: ExperimentResult, comparison: Comparison): void {
  const checked = ExperimentResult.parse(result);
  writeWhole(fileOf(folder), `${JSON.stringify(checked, null, 2)}\n`);
  writeWhole(layout(folder).html, renderExperimentHtml(checked, comparison));
}

/** What is printed at the end of an experiment. */
export function experimentText(folder: string, result: ExperimentResult, comparison: Comparison): string {
  const here = (file: string) => relative(process.cwd(), file);
  return [
    renderExperimentTerminal(result, comparison, {
      width: process.stdout.columns ?? 100,
      colours: process.stdout.isTTY === true,
    }),
    `report  ${here(layout(folder).html)}`,
    `data    ${here(fileOf(folder))}`,
  ].join('\n');
}

import { join } from 'node:path';
import { renderTuningHtml } from '../../report/experiment/tuning-html.ts';
import { renderTuningMarkdown } from '../../report/experiment/tuning-markdown.ts';
import { renderTuningTerminal } from '../../report/experiment/tuning-terminal.ts';
import { terminalOptions } from '../../runner/live/terminal-options.ts';
import { Tuning } from '../../sample/experiment.ts';
import { layout } from '../../store/layout.ts';
import { shownPath } from '../../store/shown-path.ts';
import { writeWhole } from '../../store/write-whole.ts';

const fileOf = (folder: string) => join(folder, 'tune.json');

/** Writes the result of tuning and its reports. */
export function concludeTuning(folder: string, tuning: Tuning): void {
  const checked = Tuning.parse(tuning);
  writeWhole(fileOf(folder), `${JSON.stringify(checked, null, 2)}\n`);
  writeWhole(layout(folder).html, renderTuningHtml(checked));
  writeWhole(layout(folder).markdown, renderTuningMarkdown(checked));
}

/** The text printed at the end of tuning. */
export function tuningText(folder: string, tuning: Tuning): string {
  return [
    renderTuningTerminal(tuning, terminalOptions()),
    `report  ${shownPath(layout(folder).html)}`,
    `summary ${shownPath(layout(folder).markdown)}`,
    `data    ${shownPath(fileOf(folder))}`,
  ].join('\n');
}

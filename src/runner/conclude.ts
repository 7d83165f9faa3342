import { renameSync, writeFileSync } from 'node:fs';
import { analyse } from '../analysis/analyse.ts';
import { renderHtml } from '../report/html.ts';
import { renderJunit } from '../report/junit.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { Analysis } from '../sample/analysis.ts';
import { layout } from '../store/layout.ts';
import { readRun } from '../store/read.ts';

/** Analyses a run folder anew and renders its reports. A report is there in full or not at all. */
export function conclude(folder: string): Analysis {
  const analysis = Analysis.parse(analyse(readRun(folder)));
  const files = layout(folder);
  const outputs = {
    [files.analysis]: `${JSON.stringify(analysis, null, 2)}\n`,
    [files.html]: renderHtml(analysis),
    [files.markdown]: renderMarkdown(analysis),
    [files.junit]: renderJunit(analysis),
  };
  for (const [file, content] of Object.entries(outputs)) {
    writeFileSync(`${file}.part`, content);
    renameSync(`${file}.part`, file);
  }
  return analysis;
}

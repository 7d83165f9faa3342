import { mkdirSync, realpathSync } from 'node:fs';
import { analyse } from '../../analysis/analyse.ts';
import { anonymised } from '../../analysis/anonymise.ts';
import type { Project } from '../../project/open-project.ts';
import { renderHtml } from '../../report/html.ts';
import { renderJunit } from '../../report/junit.ts';
import { renderMarkdown } from '../../report/markdown.ts';
import { Analysis } from '../../sample/analysis.ts';
import { layout } from '../../store/layout.ts';
import { readRun } from '../../store/read.ts';
import { shownPath } from '../../store/shown-path.ts';
import { writeReports } from '../../store/write-whole.ts';
import { exitCodes } from '../exit-codes.ts';
import { runFolder } from '../run-folder.ts';

/**
 * `footfall share <run>`: writes the reports into a folder beside the run, fit to be sent to somebody.
 *
 * @throws {RunFolderError} if the folder is not a run
 */
export function share(project: Project, folder: string): number {
  // Also keeps the project's secrets out of what follows.
  const run = runFolder(project, folder);
  const record = readRun(run);
  const analysis = Analysis.parse(anonymised(analyse(record), record.samples));
  // The link `latest` may point to another run tomorrow.
  const shared = `${realpathSync(run)}-shared`;
  mkdirSync(shared, { recursive: true });
  const files = layout(shared);
  writeReports({
    [files.html]: renderHtml(analysis),
    [files.markdown]: renderMarkdown(analysis),
    [files.junit]: renderJunit(analysis),
    [files.analysis]: `${JSON.stringify(analysis, null, 2)}\n`,
  });
  console.log(
    `shared  ${shownPath(shared)}\nIt has the reports without samples, queries, addresses and pictures. Look at it before you send it: names of journeys, tables and fields are as they are.`,
  );
  return exitCodes.pass;
}

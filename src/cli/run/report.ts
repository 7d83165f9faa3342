import type { Project } from '../../project/open-project.ts';
import { readPlaces } from '../../project/settings.ts';
import { renderTerminal } from '../../report/terminal.ts';
import { generateAllureReport } from '../../runner/allure.ts';
import { conclude, whereReportsAre } from '../../runner/conclude.ts';
import { terminalOptions } from '../../runner/live/terminal-options.ts';
import { layout } from '../../store/layout.ts';
import { exitCodeOf } from '../exit-codes.ts';
import { runFolder } from '../run-folder.ts';

/**
 * `footfall report <run>`; shows the history in the trend without changing it.
 *
 * @returns the exit code for the verdict of the run
 * @throws {RunFolderError} if the folder is not a run
 */
export async function report(project: Project, folder: string): Promise<number> {
  const run = runFolder(project, folder);
  const analysis = conclude(run, readPlaces(project).history);
  console.log(renderTerminal(analysis, terminalOptions()));
  const allure = await generateAllureReport(run, `Footfall · ${analysis.run.workload}`).catch(
    (error: Error) => {
      console.error(error.message);
      return undefined;
    },
  );
  console.log(`\n${whereReportsAre({ report: layout(run).html, allure })}`);
  return exitCodeOf(analysis.verdict);
}

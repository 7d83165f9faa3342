import { resolve } from 'node:path';
import type { Project } from '../../project/open-project.ts';
import { readPlaces } from '../../project/settings.ts';
import { renderTerminal } from '../../report/terminal.ts';
import { generateAllureReport } from '../../runner/allure.ts';
import { conclude, whereReportsAre } from '../../runner/conclude.ts';
import { terminalOptions } from '../../runner/live/terminal-options.ts';
import { layout } from '../../store/layout.ts';
import { exitCodeOf } from '../exit-codes.ts';

/**
 * `footfall report <run>`; shows the history in the trend without changing it.
 *
 * @returns the exit code for the verdict of the run
 * @throws {RunFolderError} if the folder is not a run
 */
export async function report(project: Project, folder: string): Promise<number> {
  const analysis = conclude(resolve(folder), readPlaces(project).history);
  console.log(renderTerminal(analysis, terminalOptions()));
  const allure = await generateAllureReport(resolve(folder), `Footfall · ${analysis.run.workload}`).catch(
    (error: Error) => {
      console.error(error.message);
      return undefined;
    },
  );
  console.log(`\n${whereReportsAre({ report: layout(resolve(folder)).html, allure })}`);
  return exitCodeOf(analysis.verdict);
}

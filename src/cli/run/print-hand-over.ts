import { handedOver } from '../../project/hand-over.ts';
import type { Project } from '../../project/open-project.ts';
import { planRun } from '../../project/plan-run.ts';
import { prepareReportsFolder } from '../../project/reports-folder.ts';
import { readSettings } from '../../project/settings.ts';
import { exitCodes } from '../exit-codes.ts';

/** Prints the environment of a run's processes as JSON, for `footfallConfig()` when Playwright was started directly. */
export async function printHandOver(project: Project): Promise<number> {
  const { root } = project;
  const settings = readSettings(project);
  const plan = await planRun(settings, root, new Date());
  prepareReportsFolder(settings.reportsFolder);
  console.log(JSON.stringify(handedOver({ root, settings, plan })));
  return exitCodes.pass;
}

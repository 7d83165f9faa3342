import { handedOver } from '../../project/hand-over.ts';
import type { Project } from '../../project/open-project.ts';
import { planRun } from '../../project/plan-run.ts';
import { readSettings } from '../../project/settings.ts';
import { exitCodes } from '../exit-codes.ts';
import { checkBeforeRun } from './check-before-start.ts';

/** Prints the environment of a run's processes as JSON, for `footfallConfig()` when Playwright was started directly. */
export async function printHandOver(project: Project): Promise<number> {
  const { root } = project;
  const settings = readSettings(project);
  const plan = await planRun(settings, root, new Date());
  await checkBeforeRun(root, settings);
  console.log(JSON.stringify(handedOver({ root, settings, plan })));
  return exitCodes.pass;
}

import { crewsOf, titleOf } from '../../load/seats.ts';
import { handedOver } from '../../project/hand-over.ts';
import { InputError } from '../../project/input-error.ts';
import type { Project } from '../../project/open-project.ts';
import { planRun } from '../../project/plan-run.ts';
import { readSettings } from '../../project/settings.ts';
import { exitCodes } from '../exit-codes.ts';
import { refuseOwned } from '../product/product-owner.ts';
import { checkBeforeRun } from './check-before-start.ts';
import { chosenTests } from './chosen-tests.ts';
import { readPlaywrightWords } from './playwright-words.ts';

/**
 * Prints the environment of a run's processes as JSON, for `footfallConfig()` when Playwright was started directly.
 *
 * @param words what follows `playwright test`: the journeys that it chooses are planned
 */
export async function printHandOver(project: Project, words: string[]): Promise<number> {
  const { root } = project;
  const settings = readSettings(project);
  const asked = readPlaywrightWords(words);
  const isChosen = chosenTests(asked, root);
  const plan = await planRun(settings, root, new Date(), (journey) => isChosen({ journey, users: [0] }));
  const leftOut = crewsOf(plan.seats, plan.workload.usersPerWorker ?? 1).find((crew) => !isChosen(crew));
  if (leftOut) {
    throw new InputError(
      `--grep and --grep-invert must choose all users of a journey, and leave out "${titleOf(leftOut)}"; name the journey alone`,
    );
  }
  const { list } = asked.options;
  if (!list) {
    refuseOwned(root, settings.target.url);
    await checkBeforeRun(root, settings);
  }
  console.log(
    JSON.stringify({
      ...handedOver({ root, settings, plan }),
      ...(list && { FOOTFALL_ONLY: 'list' }),
    }),
  );
  return exitCodes.pass;
}

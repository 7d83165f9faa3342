import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filmAnalysis } from '../../analysis/film/film-analysis.ts';
import { handedOver } from '../../project/hand-over.ts';
import type { Project } from '../../project/open-project.ts';
import { planRun } from '../../project/plan-run.ts';
import { readSettings } from '../../project/settings.ts';
import { renderFilm } from '../../report/film/film-page.ts';
import { filmTable } from '../../report/film/film-text.ts';
import { checkTarget } from '../../runner/target-check.ts';
import { FilmSample } from '../../sample/sample.ts';
import { cleanText } from '../../store/clean.ts';
import { layout } from '../../store/layout.ts';
import { shownPath } from '../../store/shown-path.ts';
import { exitCodes } from '../exit-codes.ts';
import { catchInterruption } from '../interruption.ts';
import { ensureProduct } from '../product/start-product.ts';
import { checkBeforeStart } from '../run/check-before-start.ts';
import { playwright } from '../run/playwright.ts';
import { removeUnmeasured } from '../run/remove-unmeasured.ts';
import { withFlags } from '../run/run.ts';

/**
 * Films each step of a workload's journeys, and says where the screen does not confirm it.
 *
 * @returns the exit code: 3 if a step differs or could not be taken, 2 if nothing was filmed
 * @throws {InputError} if something is wrong that can be seen before the filming, such as a target that is down
 */
export async function verify(project: Project, flags: Record<string, string>): Promise<number> {
  withFlags(process.env, flags);
  const env = process.env;
  const settings = readSettings(project, env);
  const planned = await planRun(settings, project.root, new Date());
  const plan = { ...planned, folder: `${planned.folder}-verify` };
  await checkBeforeStart(settings);
  console.log(
    `filming the journeys of ${plan.workload.name} · ${plan.target.url} · ${shownPath(plan.folder)}`,
  );
  const interruption = catchInterruption();
  try {
    const product = await ensureProduct(project, settings, env, interruption.signal);
    try {
      await checkTarget(settings.target);
      const handed = handedOver({ root: project.root, settings, plan });
      await playwright(project.configFile, { ...env, ...handed, FOOTFALL_ONLY: 'film' }, 'passed on');
    } finally {
      await product?.stop();
    }
  } finally {
    interruption.release();
  }
  const file = join(layout(plan.folder).samples, 'film.ndjson');
  const film = existsSync(file) ? filmAnalysis(readFilms(file)) : [];
  if (film.length === 0) {
    removeUnmeasured(plan.folder, file);
    console.error('no step was filmed; see the messages above');
    return exitCodes.nothingMeasured;
  }
  const page = join(plan.folder, 'index.html');
  writeFileSync(page, renderFilm(film, cleanText(plan.target.url)));
  console.log(`\n${filmTable(film)}\n\nfilm    ${shownPath(page)}`);
  const isFine = film.every(({ verdict }) => verdict === 'confirmed' || verdict === 'nothing seen');
  return isFine ? exitCodes.pass : exitCodes.inconclusive;
}

const readFilms = (file: string): FilmSample[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => FilmSample.parse(JSON.parse(line)));

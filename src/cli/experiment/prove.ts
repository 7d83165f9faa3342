import { experimentOutcome } from '../../analysis/experiment/experiment-outcome.ts';
import type { Project } from '../../project/open-project.ts';
import { planRun } from '../../project/plan-run.ts';
import type { Comparison } from '../../sample/comparison.ts';
import type { ExperimentResult } from '../../sample/experiment.ts';
import { readRun } from '../../store/read.ts';
import type { ComparisonOptions } from '../comparison/comparison-options.ts';
import { compareSideBySide } from '../comparison/side-by-side.ts';
import { whileUp } from '../comparison/with-sides.ts';
import { expectCopies } from '../product/start-product.ts';
import { checkBeforeStart } from '../run/check-before-start.ts';
import { askBoth } from './ask-both.ts';
import { concludeExperiment } from './conclude-experiment.ts';
import type { ExperimentFile } from './experiment-files.ts';
import { planSides, startedAs, startSides } from './experiment-sides.ts';

/** A measured experiment. */
export interface Proof {
  result: ExperimentResult;
  comparison: Comparison;
  folder: string;
  interrupted: boolean;
}

/**
 * Starts both sides of an experiment, compares their performance and their answers, and writes the result.
 *
 * @param options the comparison options, with the variables that both sides start with in `env`
 * @throws {InputError} if the sides are the same, one does not start, or nothing was measured
 * @throws {InterruptedEarly}
 */
export async function prove(
  project: Project,
  file: ExperimentFile,
  options: ComparisonOptions,
): Promise<Proof> {
  const { name, experiment } = file;
  const { target } = options.settings;
  const planned = planSides(file, options.env, target.allowedHosts);
  const { base, head } = planned;
  if (base.given.url === undefined || head.given.url === undefined) expectCopies(project, target);
  // Reports problems in the workload before anything starts.
  await planRun(options.settings, project.root, new Date());
  await checkBeforeStart(options.settings);
  return whileUp(
    (start, interrupted) => startSides(project, options.settings, planned, start, interrupted),
    async (sides, interrupted) => {
      const compared = await compareSideBySide(project, options, sides, interrupted);
      const { comparison, folder } = compared;
      const ended = () => [sides.base.ended(), sides.head.ended()].flatMap((sentence) => sentence ?? []);
      const isHindered = compared.interrupted || ended().length > 0;
      const askedSide = (side: 'base' | 'head') => ({
        url: sides[side].url,
        query: planned[side].given.query ?? {},
      });
      const found = isHindered
        ? undefined
        : await askBoth(
            readRun(folder).samples,
            askedSide('base'),
            askedSide('head'),
            experiment.ignore ?? [],
            interrupted,
          );
      const isCutShort = compared.interrupted || interrupted.aborted;
      const hindrances = [...(isCutShort ? ['It was cut short, so there is no verdict.'] : []), ...ended()];
      // A side that has exited answers differently, which says nothing about the change.
      const answers = hindrances.length > 0 ? undefined : found;
      const asked = experiment.answers ?? 'same';
      const result: ExperimentResult = {
        schemaVersion: 1,
        name,
        title: experiment.title,
        why: experiment.why,
        startedAt: comparison.startedAt,
        base: startedAs(planned.base, sides.base),
        variant: startedAs(planned.head, sides.head),
        ...experimentOutcome({ comparison, answers, wanted: asked, hindrances }),
        answers: { asked, ...(answers && { found: answers }) },
      };
      concludeExperiment(folder, result, comparison);
      return { result, comparison, folder, interrupted: isCutShort };
    },
  );
}

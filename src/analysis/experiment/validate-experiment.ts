import { Experiment, type ExperimentSide } from '../../sample/experiment.ts';
import { didYouMean } from '../../words/did-you-mean.ts';
import { readJson } from '../json/read-json.ts';
import { experimentProblems } from './experiment-problem.ts';

/** What the names in an experiment's file can mean. */
export interface ExperimentContext {
  workloads: readonly string[];
  /** The `id` of every advice there is. */
  advice: readonly string[];
}

export type ExperimentValidation = { ok: true; experiment: Experiment } | { ok: false; problems: string[] };

function sideProblems(name: 'base' | 'variant', side: ExperimentSide): string[] {
  const { url, command, configure, env = {} } = side;
  const problems: string[] = [];
  if (url !== undefined && !/^https?:$/.test(new URL(url).protocol)) {
    problems.push(
      `${name}.url must be an http or https address (got ${JSON.stringify(url)}); give one like http://localhost:3000/`,
    );
  }
  if (command !== undefined && url === undefined) {
    problems.push(`${name}.command needs ${name}.url beside it, the address at which it will answer`);
  }
  const isStarted = url === undefined || command !== undefined || configure !== undefined;
  if (!isStarted && Object.keys(env).length > 0) {
    problems.push(
      `${name}.env would reach nobody: what is at ${name}.url runs already; say with ${name}.command how to start it`,
    );
  }
  return problems;
}

function unknownNames({ cures = [], workload }: Experiment, known: ExperimentContext): string[] {
  return [
    ...(workload === undefined || known.workloads.includes(workload)
      ? []
      : [`workload names ${JSON.stringify(workload)}; ${didYouMean(workload, known.workloads)}`]),
    ...cures.flatMap((id, index) =>
      known.advice.includes(id)
        ? []
        : [`cures.${index} names ${JSON.stringify(id)}, which is no advice; ${didYouMean(id, known.advice)}`],
    ),
  ];
}

/**
 * An experiment's file, or everything that is wrong with it: one problem a line, with the file, the place and what to do.
 *
 * @param file path of the file as the reader knows it, such as `experiments/keep-answers.json`
 * @param text what the file holds
 */
export function validateExperiment(
  file: string,
  text: string,
  known: ExperimentContext,
): ExperimentValidation {
  const refuse = (problems: string[]): ExperimentValidation => ({
    ok: false,
    problems: problems.map((problem) => `${file}: ${problem}`),
  });
  const { content, problem } = readJson(file, text);
  if (problem !== undefined) return { ok: false, problems: [problem] };
  const parsed = Experiment.safeParse(content);
  if (!parsed.success) {
    return refuse(parsed.error.issues.flatMap((issue) => experimentProblems(issue, content)));
  }
  const experiment = parsed.data;
  const { base = {}, variant } = experiment;
  const problems = [
    ...(Object.keys(variant).length === 0 ? ['variant changes nothing; say in it what is different'] : []),
    ...sideProblems('base', base),
    ...sideProblems('variant', variant),
    ...unknownNames(experiment, known),
  ];
  return problems.length > 0 ? refuse(problems) : { ok: true, experiment };
}

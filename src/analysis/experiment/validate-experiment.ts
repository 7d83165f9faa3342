import { Experiment, type ExperimentSide } from '../../sample/experiment.ts';
import { didYouMean } from '../../words/did-you-mean.ts';
import { readJson } from '../json/read-json.ts';
import { experimentProblems } from './experiment-problem.ts';

/** The names that an experiment file can refer to. */
export interface ExperimentContext {
  workloads: readonly string[];
  /** The `id` of every possible advice. */
  advice: readonly string[];
}

export type ExperimentValidation = { ok: true; experiment: Experiment } | { ok: false; problems: string[] };

function sideProblems(name: 'base' | 'variant', side: ExperimentSide): string[] {
  const { url, command, configure, env = {} } = side;
  const problems: string[] = [];
  if (url !== undefined && !/^https?:$/.test(new URL(url).protocol)) {
    problems.push(
      `${name}.url must be an http or https URL (got ${JSON.stringify(url)}); give one like http://localhost:3000/`,
    );
  }
  if (command !== undefined && url === undefined) {
    problems.push(`${name}.command also needs ${name}.url, the address at which the product will answer`);
  }
  const isStarted = url === undefined || command !== undefined || configure !== undefined;
  if (!isStarted && Object.keys(env).length > 0) {
    problems.push(
      `${name}.env would have no effect: the product at ${name}.url is already running; add ${name}.command to start it`,
    );
  }
  return problems;
}

function unknownNames({ cures = [], workload }: Experiment, known: ExperimentContext): string[] {
  return [
    ...(workload === undefined || known.workloads.includes(workload)
      ? []
      : [`workload ${JSON.stringify(workload)} is unknown; ${didYouMean(workload, known.workloads)}`]),
    ...cures.flatMap((id, index) =>
      known.advice.includes(id)
        ? []
        : [
            `cures.${index} is ${JSON.stringify(id)}, which is not an advice id; ${didYouMean(id, known.advice)}`,
          ],
    ),
  ];
}

/**
 * Parses an experiment file, or returns everything that is wrong with it: one line per problem, with the file, the path in
 * it and what to do.
 *
 * @param file path of the file as shown to the user, such as `experiments/keep-answers.json`
 * @param text content of the file
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
    ...(Object.keys(variant).length === 0 ? ['variant changes nothing; add what is different'] : []),
    ...sideProblems('base', base),
    ...sideProblems('variant', variant),
    ...unknownNames(experiment, known),
  ];
  return problems.length > 0 ? refuse(problems) : { ok: true, experiment };
}

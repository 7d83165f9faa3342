import { type AnswerComparison, answersDiffer, type ExperimentResult } from '../../sample/experiment.ts';
import { formatCount, howMany } from '../../words/units.ts';

/** The result of an experiment, including its answers. */
export type ExperimentFinding = ExperimentResult['outcome'] | 'other answers';

/** A variant with different answers is rejected, however fast it is. */
export const findingOf = (result: ExperimentResult): ExperimentFinding =>
  answersDiffer(result) ? 'other answers' : result.outcome;

export const findingWords: Record<ExperimentFinding, string> = {
  better: 'Better',
  worse: 'Worse',
  'no difference': 'No difference',
  'not decided': 'Inconclusive',
  'other answers': 'Different answers',
};

/** The outcome style that reports use for each finding. */
export const findingTones = {
  better: 'pass',
  worse: 'fail',
  'other answers': 'fail',
  'no difference': 'warn',
  'not decided': 'inconclusive',
} as const satisfies Record<ExperimentFinding, string>;

/** `Both sides gave the same answers to 60 requests.` */
export function answersText({ asked, found }: ExperimentResult['answers']): string {
  if (found === undefined || found.asked === 0) return 'No answers could be compared.';
  if (found.differences.length === 0)
    return `Both sides gave the same answers to ${howMany(found.asked, 'request')}.`;
  const allowed = asked === 'may differ' ? ', which is allowed' : '';
  return `${formatCount(found.differences.length)} of ${howMany(found.asked, 'request')} got different answers${allowed}.`;
}

/** `/api/search?q=boat, at results.0.title: "ship" → "boat"` */
export const differenceText = ({ request, at, base, variant }: AnswerComparison['differences'][number]) =>
  `${request}, at ${at}: ${base} → ${variant}`;

import { type AnswerComparison, answersDiffer, type ExperimentResult } from '../../sample/experiment.ts';
import { formatCount } from '../../words/units.ts';
import { counted } from '../comparison/words.ts';

/** What an experiment came to, answers included. */
export type ExperimentFinding = ExperimentResult['outcome'] | 'other answers';

/** Whoever answers otherwise may be as fast as he likes. */
export const findingOf = (result: ExperimentResult): ExperimentFinding =>
  answersDiffer(result) ? 'other answers' : result.outcome;

export const findingWords: Record<ExperimentFinding, string> = {
  better: 'Better',
  worse: 'Worse',
  'no difference': 'No difference',
  'not decided': 'Not decided',
  'other answers': 'Other answers',
};

/** How the reports mark it. */
export const findingTones = {
  better: 'pass',
  worse: 'fail',
  'other answers': 'fail',
  'no difference': 'warn',
  'not decided': 'inconclusive',
} as const satisfies Record<ExperimentFinding, string>;

/** `Both gave the same answers to 60 requests.` */
export function answersText({ asked, found }: ExperimentResult['answers']): string {
  if (found === undefined || found.asked === 0) return 'No answers of both could be compared.';
  if (found.differences.length === 0)
    return `Both gave the same answers to ${counted(found.asked, 'request')}.`;
  const allowed = asked === 'may differ' ? ', as they may' : '';
  return `${formatCount(found.differences.length)} of ${formatCount(found.asked)} requests got other answers${allowed}.`;
}

/** `/api/search?q=boat, at results.0.title: "ship" → "boat"` */
export const differenceText = ({ request, at, base, variant }: AnswerComparison['differences'][number]) =>
  `${request}, at ${at}: ${base} → ${variant}`;

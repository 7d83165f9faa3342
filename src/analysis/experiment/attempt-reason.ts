import { answersDiffer, type ExperimentResult } from '../../sample/experiment.ts';
import { formatCount, howMany } from '../../words/units.ts';
import { isProven } from './experiment-outcome.ts';

const outcomes: Record<ExperimentResult['outcome'], string> = {
  better: 'It is better',
  worse: 'It is worse',
  'no difference': 'It makes no difference',
  'not decided': 'It is inconclusive',
};

/** Why a change was kept or dropped, in one sentence. */
export function attemptReason(result: ExperimentResult): string {
  const { outcome, reasons, answers } = result;
  const { asked, found } = answers;
  if (answersDiffer(result)) {
    const { differences = [] } = found ?? {};
    return `It gives different answers to ${formatCount(differences.length)} of ${howMany(found?.asked ?? 0, 'request')}, such as ${differences[0]?.request}.`;
  }
  const [first = ''] = reasons;
  if (!isProven(result)) return `${outcomes[outcome]}: ${first}`;
  const alike =
    asked === 'same'
      ? `with the same answers to ${howMany(found?.asked ?? 0, 'request')}`
      : 'and different answers are allowed';
  return `It is better, ${alike}: ${first}`;
}

import type { StepSample } from '../../sample/sample.ts';
import { doubtfulLimit } from '../../sample/validity-limits.ts';
import { doubtWords } from '../../words/doubt-words.ts';
import { formatCount, howMany } from '../../words/units.ts';
import { doubtfulSteps } from '../steps/doubtful.ts';

/** Steps that may have been timed wrongly too often to be compared, as sentences. */
export function doubtSentences(steps: StepSample[]): string[] {
  return doubtfulSteps(steps)
    .filter(({ doubtful, samples }) => doubtful > doubtfulLimit * samples)
    .map(({ journey, step, samples, doubtful, reasons: [main] }) => {
      const why = main ? `: ${doubtWords[main.doubt]}` : '';
      return `${journey} › ${step} may have been timed wrongly in ${formatCount(doubtful)} of ${howMany(samples, 'step')}${why}.`;
    });
}

import type { Comparison } from '../../sample/comparison.ts';
import { plainText } from '../../sample/plain-text.ts';

/** GitHub shows ten annotations of a kind for each step of a job, and drops the rest. */
const MOST = 10;

/**
 * The verdict as GitHub Actions workflow commands, one per line: slower metrics as errors, the reasons for a missing verdict as
 * warnings, and a pass as a notice.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function annotations({ steps, verdict }: Pick<Comparison, 'steps' | 'verdict'>): string[] {
  switch (verdict.outcome) {
    case 'pass':
      return [command('notice', 'Footfall: no step is slower', verdict.reasons.join(' '))];
    case 'inconclusive':
    case 'invalid':
      return verdict.reasons
        .slice(0, MOST)
        .map((reason) => command('warning', `Footfall: ${verdict.outcome}`, reason));
    case 'fail': {
      const slower = steps.flatMap(({ journey, step, metrics }) =>
        metrics
          .filter(({ outcome }) => outcome === 'slower')
          .map(({ reason }) => command('error', `Footfall: ${step} (${journey})`, reason)),
      );
      const errors =
        slower.length > 0
          ? slower
          : verdict.reasons.map((reason) => command('error', 'Footfall: slower', reason));
      return errors.slice(0, MOST);
    }
  }
}

/** Keeps untrusted text within the command: on one line, with special characters escaped as GitHub's toolkit does. */
function command(level: 'error' | 'warning' | 'notice', title: string, message: string): string {
  return `::${level} title=${property(title)}::${data(message)}`;
}

function data(text: string): string {
  return plainText(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

import type { ComparedMetric } from '../../sample/comparison.ts';
import { hasFailed } from '../../sample/has-failed.ts';
import type { StepSample } from '../../sample/sample.ts';
import type { Side } from '../../sample/side.ts';
import { formatCount, formatShare } from '../../words/units.ts';
import { shareDifference } from '../statistics/wilson-bound.ts';
import { changeAt, outcomeOf } from './change.ts';
import { type Question, signed } from './compared-metric.ts';

/** How much the share of failed steps may grow. */
const margin = 0.01;

export const errorsOf = (steps: StepSample[]) => steps.filter(hasFailed).length;

interface Seen {
  errors: Record<Side, number>;
  samples: Record<Side, number>;
}

function seenSentence({ errors, samples }: Seen): string {
  const of = (side: Side) => `${formatCount(errors[side])} of ${formatCount(samples[side])}`;
  return `${of('base')} failed on base, ${of('head')} on head`;
}

/** @param value the difference of the shares */
function reasonOf(seen: Seen, value: number, outcome: ComparedMetric['outcome']): string {
  const sentence = seenSentence(seen);
  switch (outcome) {
    case 'same':
      return `${sentence}.`;
    case 'slower':
    case 'faster':
      return `${sentence}: ${signed('errors', value)}, significantly more than ${formatShare(margin)}.`;
    case 'unresolved':
      return `${sentence}: too few to distinguish a change from chance.`;
  }
}

/**
 * Whether more steps fail. An interval within 1 % would need about a thousand steps, so the observed share decides that
 * nothing got worse: it is lower, or higher by at most the margin or a single step. A larger increase that is not
 * significant is unresolved.
 */
export function errorShareQuestion(base: StepSample[], head: StepSample[]): Question {
  return (levels) => {
    const seen: Seen = {
      errors: { base: errorsOf(base), head: errorsOf(head) },
      samples: { base: base.length, head: head.length },
    };
    const shared = {
      metric: 'errors',
      statistic: 'share',
      role: 'judged',
      margin,
      samples: seen.samples,
    } as const;
    if (base.length === 0 || head.length === 0) {
      return {
        ...shared,
        outcome: 'unresolved',
        reason: `${seenSentence(seen)}: one side was not measured.`,
      };
    }
    const shares = {
      base: { hits: seen.errors.base, samples: base.length },
      head: { hits: seen.errors.head, samples: head.length },
    };
    const change = changeAt((level) => shareDifference(shares.head, shares.base, level), levels);
    const aSingleStep = 1 / Math.min(base.length, head.length);
    const asSeen = change.value <= Math.max(margin, aSingleStep) ? 'same' : 'unresolved';
    const sure = outcomeOf(change, margin);
    const outcome = sure === 'unresolved' ? asSeen : sure;
    return {
      ...shared,
      base: seen.errors.base / base.length,
      head: seen.errors.head / head.length,
      change: { value: change.value, ...change.own },
      outcome,
      reason: reasonOf(seen, change.value, outcome),
    };
  };
}

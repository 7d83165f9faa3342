import type { ComparedStep } from '../../sample/comparison.ts';
import type { Question } from './compared-metric.ts';
import { type ComparisonSettings, levelsOf } from './settings.ts';

/** A step whose metrics have not been judged yet. */
export interface AskedStep extends Omit<ComparedStep, 'metrics'> {
  questions: Question[];
}

/** Judges every metric of every step. The number of metrics decides the confidence levels, so it must be known first. */
export function answer(steps: AskedStep[], settings: ComparisonSettings): ComparedStep[] {
  const count = steps.reduce((sum, { questions }) => sum + questions.length, 0);
  const levels = levelsOf(settings, count);
  return steps.map(({ questions, ...step }) => ({
    ...step,
    metrics: questions.map((question) => question(levels)),
  }));
}

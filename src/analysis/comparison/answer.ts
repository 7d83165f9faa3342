import type { ComparedStep } from '../../sample/comparison.ts';
import type { Question } from './compared-metric.ts';
import { type ComparisonSettings, levelsOf } from './settings.ts';

/** A step whose metrics are still to be judged. */
export interface AskedStep extends Omit<ComparedStep, 'metrics'> {
  questions: Question[];
}

/** Judges every metric of every step, once it is known how many they are. */
export function answer(steps: AskedStep[], settings: ComparisonSettings): ComparedStep[] {
  const count = steps.reduce((sum, { questions }) => sum + questions.length, 0);
  const levels = levelsOf(settings, count);
  return steps.map(({ questions, ...step }) => ({
    ...step,
    metrics: questions.map((question) => question(levels)),
  }));
}

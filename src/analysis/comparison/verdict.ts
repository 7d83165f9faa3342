import type { ComparedMetric, ComparedStep, Comparison, Margin } from '../../sample/comparison.ts';
import type { Side } from '../../sample/side.ts';
import { formatCount, formatDuration } from '../../words/units.ts';
import { onlyInSentence } from './only-in.ts';

type Verdict = Comparison['verdict'];

interface Compared {
  steps: ComparedStep[];
  onlyIn: Comparison['onlyIn'];
  margin: Margin;
  /** Why the sides cannot be compared at all, as sentences. */
  incomparable: string[];
  /** Sides without any sample. */
  unmeasured: Side[];
  /** Why the outcome cannot be trusted, or why the comparison is not finished, as sentences. */
  hindrances: string[];
}

/** How many reasons a verdict lists at most; the rest is in the table. */
const namedAtMost = 8;

function sentences(all: string[]): string[] {
  const rest = all.length - namedAtMost;
  return rest > 0 ? [...all.slice(0, namedAtMost), `${formatCount(rest)} more.`] : all;
}

const metricNames: Record<ComparedMetric['metric'], string> = {
  latencyMs: 'latency',
  ttfbMs: 'TTFB',
  fcpMs: 'FCP',
  lcpMs: 'LCP',
  inpMs: 'INP',
  cls: 'CLS',
  errors: 'errors',
};

/** `look up › type, p95 of the latency: +41 ms (…), …` */
export function metricSentence(
  { journey, step }: Pick<ComparedStep, 'journey' | 'step'>,
  { metric, statistic, reason }: ComparedMetric,
): string {
  const name = metricNames[metric];
  return `${journey} › ${step}, ${statistic === 'p95' ? `p95 of the ${name}` : name}: ${reason}`;
}

function sentencesOf(steps: ComparedStep[], wanted: (metric: ComparedMetric) => boolean): string[] {
  return steps.flatMap((step) => step.metrics.filter(wanted).map((metric) => metricSentence(step, metric)));
}

/**
 * Invalid if the sides cannot be compared; fail if anything is significantly slower; pass if every judged metric is the same
 * or faster; otherwise inconclusive.
 */
export function comparisonVerdict(compared: Compared): Verdict {
  const { steps, onlyIn, margin, incomparable, unmeasured, hindrances } = compared;
  if (incomparable.length > 0) return { outcome: 'invalid', reasons: sentences(incomparable) };

  const slower = sentencesOf(steps, ({ outcome }) => outcome === 'slower');
  const alone = onlyIn.map(onlyInSentence);
  if (slower.length > 0) return { outcome: 'fail', reasons: sentences([...slower, ...alone]) };

  if (unmeasured.length > 0) {
    const nothing = unmeasured.map((side) => `Nothing was measured on ${side}.`);
    return { outcome: 'inconclusive', reasons: [...nothing, ...hindrances] };
  }

  const unresolved = sentencesOf(steps, ({ role, outcome }) => role === 'judged' && outcome === 'unresolved');
  const open = [...hindrances, ...alone, ...unresolved];
  if (open.length > 0) return { outcome: 'inconclusive', reasons: sentences(open) };
  const faster = sentencesOf(steps, ({ outcome }) => outcome === 'faster');
  const unchanged = `No step is slower by more than ${margin.percent} % (or ${formatDuration(margin.floorMs)}), out of ${formatCount(steps.length)}.`;
  return { outcome: 'pass', reasons: sentences([unchanged, ...faster]) };
}

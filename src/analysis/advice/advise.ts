import type { StepAnalysis } from '../../sample/analysis.ts';
import type { Advice, SlowQuery } from '../../sample/diagnosis.ts';
import type { RunRecord } from '../../sample/record.ts';
import type { StepSample } from '../../sample/sample.ts';
import type { RunWindow } from '../load/run-window.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import type { Finding, Rule } from './rule.ts';
import { rules } from './rules.ts';

/** Below this share of the latency, a cause that only latencies show may be chance, and is not worth fixing. */
const leastShare = 0.03;

/** A cause does not explain another one if it could gain less than this share of what the other could. */
const leastExplained = 0.5;

/** Smaller shares are not shown. */
const leastShownShare = 0.005;

/**
 * What is wrong and what to change: errors and leaks first, then the greatest possible gain. A cause that another one explains
 * is left out, and so is a cause that could gain less than 3 % of the latency, unless it is a fault in itself.
 */
export function advise(
  record: RunRecord,
  found: {
    steady: StepSample[];
    window: RunWindow;
    stepAnalyses: StepAnalysis[];
    slowQueries: SlowQuery[];
  },
): Advice[] {
  const evidence = evidenceOf(record, found);
  const fired = rules.flatMap((rule) => {
    const finding = rule.find(evidence);
    return finding && isWorthReporting(rule, finding, evidence) ? [{ rule, finding }] : [];
  });
  return fired
    .filter(({ rule, finding }) => {
      const causes = fired.filter((other) => rule.yieldsTo?.includes(other.rule.id));
      return !causes.some((cause) => explains(cause.finding, finding));
    })
    .sort((a, b) => urgency(b.rule) - urgency(a.rule) || (b.finding.wonMs ?? 0) - (a.finding.wonMs ?? 0))
    .map(({ rule, finding }) => adviceOf(rule, finding, evidence));
}

/** If the gain of either is unknown, the order of the rules decides. */
const explains = (cause: Finding, { wonMs }: Finding): boolean =>
  wonMs === undefined || cause.wonMs === undefined || cause.wonMs >= leastExplained * wonMs;

const urgency = ({ weight }: Rule) => (weight === 'severe' ? 1 : 0);

function isWorthReporting({ weight }: Rule, { wonMs }: Finding, { totalMs }: Evidence): boolean {
  return weight !== undefined || wonMs === undefined || wonMs >= leastShare * totalMs;
}

function adviceOf(
  { id, layer, title, source, isLatency }: Rule,
  { symptom, evidence, change, steps, wonMs }: Finding,
  { totalMs }: Evidence,
): Advice {
  const share = totalMs === 0 ? 0 : Math.min(1, (wonMs ?? 0) / totalMs);
  const without = wonMs === undefined ? 'untold' : 'little';
  return {
    id,
    layer,
    title,
    symptom,
    evidence: evidence.map(([name, value]) => ({ name, value })),
    change,
    source,
    steps,
    ...(share >= leastShownShare ? { share } : { noShare: isLatency === false ? 'not latency' : without }),
  };
}

import type { StepAnalysis } from '../../sample/analysis.ts';
import type { Advice, SlowQuery } from '../../sample/diagnosis.ts';
import type { RunRecord } from '../../sample/record.ts';
import type { StepSample } from '../../sample/sample.ts';
import type { RunWindow } from '../load/run-window.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import type { Finding, Rule } from './rule.ts';
import { rules } from './rules.ts';

/** Below this share of the latency a cause that only latencies show may be chance, and is not worth the work. */
const leastShare = 0.03;

/** A cause that wins less than this share of what another one wins does not explain it. */
const leastExplained = 0.5;

/** A share so small says nothing to anybody. */
const leastShareToTell = 0.005;

/**
 * What is wrong and what to change: first errors and leaks, then what could win most. A cause that another one explains is left out,
 * and so is what could win less than 3 % of the latency, unless it is a fault by itself.
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
    return finding && isWorthTelling(rule, finding, evidence) ? [{ rule, finding }] : [];
  });
  return fired
    .filter(({ rule, finding }) => {
      const causes = fired.filter((other) => rule.yieldsTo?.includes(other.rule.id));
      return !causes.some((cause) => explains(cause.finding, finding));
    })
    .sort((a, b) => urgency(b.rule) - urgency(a.rule) || (b.finding.wonMs ?? 0) - (a.finding.wonMs ?? 0))
    .map(({ rule, finding }) => adviceOf(rule, finding, evidence));
}

/** Where it is not told what either of them wins, the structure decides. */
const explains = (cause: Finding, { wonMs }: Finding): boolean =>
  wonMs === undefined || cause.wonMs === undefined || cause.wonMs >= leastExplained * wonMs;

const urgency = ({ weight }: Rule) => (weight === 'severe' ? 1 : 0);

function isWorthTelling({ weight }: Rule, { wonMs }: Finding, { totalMs }: Evidence): boolean {
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
    ...(share >= leastShareToTell ? { share } : { noShare: isLatency === false ? 'not latency' : without }),
  };
}

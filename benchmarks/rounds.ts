import { type MeasuredMetric, valueOf, vitalMetrics } from '../src/analysis/comparison/measured-metrics.ts';
import { pairsOf, steadyRounds, stepsOfSides } from '../src/analysis/comparison/steps-of-sides.ts';
import { endOf } from '../src/analysis/load/run-window.ts';
import { commonPaintSource } from '../src/analysis/steps/paint-source.ts';
import type { RunRecord } from '../src/sample/record.ts';
import type { StepSample } from '../src/sample/sample.ts';

/** A metric of a step, as identified in the simulation. */
export interface Series {
  journey: string;
  step: string;
  metric: MeasuredMetric;
}

/** The values on both sides of one round of one user, by position of the series; `undefined` if one side has no value. */
export interface Round {
  base: (number | undefined)[];
  head: (number | undefined)[];
}

/** The rounds of one user in chronological order. */
export interface UserRounds {
  journey: string;
  rounds: Round[];
  /** How many rounds there would have been if the comparison had lasted its maximum duration. */
  planned: number;
}

export interface Rounds {
  series: Series[];
  /** The users of each recorded comparison. */
  runs: UserRounds[][];
}

/** How many times longer a comparison that ended early could have lasted; 1 if it did not end early. */
function unusedFactor({ samples }: RunRecord, steps: StepSample[]): number {
  const schedule = samples.find((sample) => sample.type === 'schedule');
  if (schedule === undefined || steps.length === 0) return 1;
  const lastAt = steps.reduce((latest, step) => Math.max(latest, endOf(step)), 0);
  const { releasedAt, steadyEndAt } = schedule;
  return Math.max(1, (steadyEndAt - releasedAt) / (lastAt - releasedAt));
}

/** The rounds recorded in comparisons of a product with itself. Excludes steps of the ramp, as judging does. */
export function recordedRounds(records: RunRecord[]): Rounds {
  const positions = new Map<string, number>();
  const series: Series[] = [];
  const positionOf = (found: Series) => {
    const key = JSON.stringify(found);
    const known = positions.get(key);
    if (known !== undefined) return known;
    positions.set(key, series.length);
    series.push(found);
    return series.length - 1;
  };
  const runs = records.map((record) => {
    const factor = unusedFactor(
      record,
      record.samples.filter((sample) => sample.type === 'step'),
    );
    const steps = steadyRounds(record.samples.filter((sample) => sample.type === 'step'));
    const of = (side: 'base' | 'head') => steps.filter((step) => step.side === side);
    const byUser = new Map<number, { journey: string; rounds: Map<number, Round> }>();
    for (const place of stepsOfSides({ base: of('base'), head: of('head') })) {
      const { journey, step } = place;
      const source = commonPaintSource([...place.base, ...place.head]);
      for (const pair of pairsOf(place)) {
        const { user, iteration } = pair.base;
        const mine = byUser.get(user) ?? { journey, rounds: new Map<number, Round>() };
        byUser.set(user, mine);
        const round = mine.rounds.get(iteration) ?? { base: [], head: [] };
        mine.rounds.set(iteration, round);
        for (const metric of ['latencyMs', ...vitalMetrics] as const) {
          const base = valueOf(pair.base, metric, source);
          const head = valueOf(pair.head, metric, source);
          if (base === undefined || head === undefined) continue;
          const position = positionOf({ journey, step, metric });
          round.base[position] = base;
          round.head[position] = head;
        }
      }
    }
    return [...byUser.values()].map(({ journey, rounds }) => ({
      journey,
      rounds: [...rounds].sort(([a], [b]) => a - b).map(([, round]) => round),
      planned: Math.round(rounds.size * factor),
    }));
  });
  return { series, runs };
}

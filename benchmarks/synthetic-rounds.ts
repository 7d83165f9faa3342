import { type Random, randomStream } from '../src/load/random.ts';
import type { Round, Rounds, Series } from './rounds.ts';

/** Journeys of the comparison's workload: the number of users of each, and the median latency of its steps in milliseconds. */
const journeys: { journey: string; users: number; stepsMs: Record<string, number> }[] = [
  {
    journey: 'search and refine',
    users: 4,
    stepsMs: { search: 60, refine: 52, 'turn the page': 48, 'open a result': 90, 'go back': 40 },
  },
  {
    journey: 'look up',
    users: 2,
    stepsMs: { 'open home': 110, type: 34, 'take a suggestion': 62, 'read a document': 85 },
  },
  {
    journey: 'browse',
    users: 2,
    stepsMs: {
      'open home': 110,
      'pick a category': 70,
      'turn the page': 50,
      'turn it again': 50,
      'open a result': 90,
    },
  },
];

const frameMs = 1000 / 60;
const toFrames = (ms: number) => Math.max(frameMs, Math.round(ms / frameMs) * frameMs);

/** Standard normal: Box and Muller 1958. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.share())) * Math.cos(2 * Math.PI * random.share());
}

/**
 * The time that the machine adds to every step of one pass through a journey, in milliseconds: occasionally a pass
 * coincides with a burst of other work, which may last into the next pass.
 */
function burstMs(random: Random, inBurst: boolean): number {
  const happens = random.share() < (inBurst ? 0.4 : 0.06);
  return happens ? -40 * Math.log(1 - random.share()) : 0;
}

/**
 * Rounds of a product that is compared with itself: log-normal latencies, quantised to frames. Both sides share the query
 * and the user; each pass has its own random variation, and one step in twenty-five is an outlier. The paired differences
 * vary about as much as with the reference target on two busy cores: half within 7 ms, 80 % within 15 ms.
 */
export function syntheticRounds({
  seed,
  runs,
  rounds,
}: {
  seed: number;
  runs: number;
  /** Per user and run. */
  rounds: number;
}): Rounds {
  const series: Series[] = journeys.flatMap(({ journey, stepsMs }) =>
    Object.keys(stepsMs).map((step): Series => ({ journey, step, metric: 'latencyMs' })),
  );
  const usersOf = (run: number) =>
    journeys.flatMap(({ journey, users, stepsMs }) =>
      Array.from({ length: users }, (_, user) => {
        const random = randomStream(seed, `run ${run} ${journey} ${user}`);
        const slowness = Math.exp(0.15 * normal(random));
        let burst = { base: 0, head: 0 };
        const walked = Array.from({ length: rounds }, (): Round => {
          burst = { base: burstMs(random, burst.head > 0), head: 0 };
          burst.head = burstMs(random, burst.base > 0);
          const round: Round = { base: [], head: [] };
          for (const [index, { journey: of, step }] of series.entries()) {
            if (of !== journey) continue;
            const sharedMs = (stepsMs[step] ?? 0) * slowness * Math.exp(0.25 * normal(random));
            for (const side of ['base', 'head'] as const) {
              const outlierMs = random.share() < 0.04 ? 250 * random.share() : 0;
              round[side][index] = toFrames(
                sharedMs * Math.exp(0.1 * normal(random)) + burst[side] * random.share() + outlierMs,
              );
            }
          }
          return round;
        });
        return { journey, rounds: walked, planned: rounds };
      }),
    );
  return { series, runs: Array.from({ length: runs }, (_, run) => usersOf(run)) };
}

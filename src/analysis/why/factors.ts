import { formatBytes, formatCount } from '../../words/units.ts';
import { cacheOutcome } from '../steps/cache-outcome.ts';
import type { Quantity } from './higher.ts';
import type { Category } from './over-represented.ts';

/** What the steps of one name cannot tell by themselves. Moments as in the samples. */
export interface Context {
  /** Steps of all names that are under way at a moment. */
  concurrencyAt(at: number): number;
  steadyStartAt: number;
  steadyEndAt: number;
}

const cacheWords = {
  hit: 'came out of the product’s cache',
  miss: 'were not in the product’s cache',
};

const thirds = ['first', 'middle', 'last'];

export function categoriesIn({ steadyStartAt, steadyEndAt }: Context): Category[] {
  const lengthMs = steadyEndAt - steadyStartAt;
  return [
    {
      factor: 'query kind',
      classOf: ({ query }) => query?.kind,
      say: (kind) => `were queries of the kind “${kind}”`,
    },
    {
      factor: 'cache',
      classOf: ({ request }) => request && cacheOutcome(request),
      say: (outcome) => cacheWords[outcome === 'hit' ? 'hit' : 'miss'],
    },
    {
      factor: 'time',
      // The last step begins where the last third ends.
      classOf: ({ intendedAt }) =>
        lengthMs > 0
          ? thirds[Math.min(2, Math.floor((3 * (intendedAt - steadyStartAt)) / lengthMs))]
          : undefined,
      say: (third) => `began in the ${third} third of the steady state`,
    },
    {
      factor: 'user',
      classOf: ({ user }) => String(user),
      say: (user) => `were those of user ${user}`,
    },
  ];
}

export function quantitiesIn({ concurrencyAt }: Context): Quantity[] {
  return [
    {
      factor: 'results',
      valueOf: ({ request }) => countIn(request?.serverTimingDesc?.hits),
      say: (slowest, others) =>
        `the slowest found ${formatCount(slowest)} results, the others ${formatCount(others)} (medians)`,
    },
    {
      factor: 'payload',
      valueOf: ({ request }) => request?.decodedBytes,
      say: (slowest, others) =>
        `the answers of the slowest held ${formatBytes(slowest)}, those of the others ${formatBytes(others)} (medians)`,
    },
    {
      factor: 'concurrency',
      valueOf: ({ inputAt }) => (inputAt === undefined ? undefined : concurrencyAt(inputAt)),
      say: (slowest, others) =>
        `${formatCount(slowest)} steps were under way when the slowest began, ${formatCount(others)} when the others did (medians)`,
    },
  ];
}

/** A description is text from outside. */
function countIn(description: string | undefined): number | undefined {
  return description !== undefined && /^\d+$/.test(description) ? Number(description) : undefined;
}

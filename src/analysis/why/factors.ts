import { formatBytes, formatCount } from '../../words/units.ts';
import { cacheOutcome } from '../steps/cache-outcome.ts';
import type { Quantity } from './higher.ts';
import type { Category } from './over-represented.ts';

/** What the steps of one name do not contain themselves. Times as in the samples. */
export interface Context {
  /** How many steps of any name are in progress at a time. */
  concurrencyAt(at: number): number;
  steadyStartAt: number;
  steadyEndAt: number;
}

const cacheWords = {
  hit: 'were served from the product’s cache',
  miss: 'missed the product’s cache',
};

const thirds = ['first', 'middle', 'last'];

export function categoriesIn({ steadyStartAt, steadyEndAt }: Context): Category[] {
  const lengthMs = steadyEndAt - steadyStartAt;
  return [
    {
      factor: 'query kind',
      classOf: ({ query }) => query?.kind,
      say: (kind) => `were queries of kind “${kind}”`,
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
      say: (user) => `came from user ${user}`,
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
        `the responses of the slowest were ${formatBytes(slowest)}, those of the others ${formatBytes(others)} (medians)`,
    },
    {
      factor: 'concurrency',
      valueOf: ({ inputAt }) => (inputAt === undefined ? undefined : concurrencyAt(inputAt)),
      say: (slowest, others) =>
        `${formatCount(slowest)} steps were in progress when the slowest began, ${formatCount(others)} when the others began (medians)`,
    },
  ];
}

/** The description comes from the product, so it need not be a number. */
function countIn(description: string | undefined): number | undefined {
  return description !== undefined && /^\d+$/.test(description) ? Number(description) : undefined;
}

import type { Queries } from '../load/query-log.ts';
import type { Random } from '../load/random.ts';
import type { User } from './user.ts';

/** What is passed to a journey. */
export interface JourneyContext {
  user: User;
  /** Draws from `workloads/query-log.ndjson`. */
  queries: Queries;
  /** URL of the product's home page. */
  url: string;
  /** The user's random stream for this walk, for choices such as which result to open. */
  random: Random;
}

/** One walk through a journey. */
export type Walk<Context = JourneyContext> = (context: Context) => Promise<void>;

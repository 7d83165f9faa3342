import type { Queries } from '../load/query-log.ts';
import type { Random } from '../load/random.ts';
import type { User } from './user.ts';

/** What a journey is given. */
export interface JourneyContext {
  user: User;
  /** Draws from `workloads/query-log.ndjson`. */
  queries: Queries;
  /** Address of the product's home page. */
  url: string;
  /** The user's own draws for this walk, for choices such as which result to open. */
  random: Random;
}

/** One walk through a journey. */
export type Walk<Context = JourneyContext> = (context: Context) => Promise<void>;

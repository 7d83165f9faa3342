import type { Evidence, Replay } from './evidence.ts';
import { databaseMs } from './layer-times.ts';
import type { Finding } from './rule.ts';
import { stepsLike, won } from './won.ts';

/** What the steps of these requests could win, when each could win this share of its time in the database. */
export const wonInDatabase = (
  evidence: Evidence,
  replays: Replay[],
  share: number,
): Required<Pick<Finding, 'steps' | 'wonMs'>> =>
  won(stepsLike(evidence, replays), (step) => share * databaseMs(step));

import type { Evidence, Replay } from './evidence.ts';
import { databaseMs } from './layer-times.ts';
import type { Finding } from './rule.ts';
import { stepsLike, won } from './won.ts';

/** The gain in steps like these requests, if each could save this share of its time in the database. */
export const wonInDatabase = (
  evidence: Evidence,
  replays: Replay[],
  share: number,
): Required<Pick<Finding, 'steps' | 'wonMs'>> =>
  won(stepsLike(evidence, replays), (step) => share * databaseMs(step));

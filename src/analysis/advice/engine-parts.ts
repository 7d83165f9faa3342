import type { EngineFacts } from './engine-facts.ts';
import type { Evidence } from './evidence.ts';
import { engineMs } from './layer-times.ts';
import type { Finding } from './rule.ts';
import { oneLine } from './statements.ts';
import { stepsLike, won } from './won.ts';

/** The gain in steps like this request, if each could save this share of its time in the engine. */
export const wonInEngine = (
  evidence: Evidence,
  { replay }: EngineFacts,
  share: number,
): Required<Pick<Finding, 'steps' | 'wonMs'>> =>
  won(stepsLike(evidence, [replay]), (step) => Math.min(1, share) * engineMs(step));

/** A part of a query that takes less, alone on the machine, is not a problem. */
export const LONG_MS = 20;

/** The query in which a part takes longest, if that is long and at least half of the query. */
export function longestPart(
  facts: EngineFacts[],
  partOf: (profile: EngineFacts['profile']) => number | undefined,
): { facts: EngineFacts; ms: number; queryMs: number; share: number } | undefined {
  const [first] = facts
    .flatMap((one) => {
      const ms = partOf(one.profile);
      const { queryMs } = one.profile;
      if (ms === undefined || queryMs === undefined || queryMs === 0) return [];
      return [{ facts: one, ms, queryMs, share: ms / queryMs }];
    })
    .filter(({ ms, share }) => ms >= LONG_MS && share >= 0.5)
    .sort((a, b) => b.ms - a.ms);
  return first;
}

/** The query, for the evidence. */
export const question = ({ url }: EngineFacts): [string, string] => ['Query', oneLine(decoded(url), 400)];

/** Decoded, to be readable. */
function decoded(url: string): string {
  try {
    return decodeURIComponent(url.replaceAll('+', ' '));
  } catch {
    return url;
  }
}

import type { Verdict } from '../sample/analysis.ts';

/** Public interface: scripts and CI rely on these. */
export const exitCodes = { pass: 0, budgetFailed: 1, nothingMeasured: 2, inconclusive: 3 } as const;

export function exitCodeOf({ outcome }: Verdict): number {
  switch (outcome) {
    case 'pass':
      return exitCodes.pass;
    case 'fail':
      return exitCodes.budgetFailed;
    case 'inconclusive':
    case 'invalid':
      return exitCodes.inconclusive;
  }
}

import type { Comparison } from '../../sample/comparison.ts';
import { formatBytes, formatDuration, formatShare, howMany } from '../../words/units.ts';
import { marginText, typicalLatency } from './words.ts';

/** Wording of how a comparison was measured, shared by all reports. */

/** The number of latency pairs; `undefined` if two separate runs are compared. */
function pairCount({ method, steps }: Comparison): number | undefined {
  if (method === 'stored runs') return undefined;
  return steps.reduce((sum, step) => sum + (typicalLatency(step)?.pairs ?? 0), 0);
}

export function methodText(comparison: Comparison): string {
  const { method, users, durationMs, looks } = comparison;
  const pairs = pairCount(comparison);
  if (method === 'stored runs' || pairs === undefined) {
    return `Two stored runs of ${howMany(users, 'user')}, each under the machine conditions at the time`;
  }
  return [
    `Side by side: ${howMany(pairs, 'pair')} of the same step by the same user`,
    howMany(users, 'user'),
    durationMs !== undefined && formatDuration(durationMs),
    looks !== undefined && `interim look ${looks.taken} of ${looks.planned}`,
  ]
    .filter(Boolean)
    .join(', ');
}

export const machineText = ({ environment: { cpuModel, cores, memoryBytes } }: Comparison) =>
  `${cpuModel}, ${howMany(cores, 'core')}, ${formatBytes(memoryBytes)}`;

export const browserText = ({ browser, viewport }: Comparison) =>
  `${browser.name} ${browser.version}, ${viewport}`;

export const ruleText = (comparison: Comparison) =>
  `a change counts if it is above ${marginText(comparison)}, at ${formatShare(comparison.confidence)} confidence`;

/** All of this on one line. */
export function measuredLine(comparison: Comparison): string {
  return [
    methodText(comparison),
    ruleText(comparison),
    machineText(comparison),
    browserText(comparison),
    `workload ${comparison.workload}, seed ${comparison.seed}`,
  ].join(' · ');
}

/** `base (main, a1b2c3)` */
export function sideText({ name, commit, runId }: Comparison['base']): string {
  const where = [runId, commit].filter((part) => part !== undefined && part !== name).join(', ');
  return where === '' ? name : `${name} (${where})`;
}

/** Steps that cannot be compared, as sentences. */
export function onlyInLines({ onlyIn }: Comparison): string[] {
  return onlyIn.map(({ side, journey, step, perhaps }) => {
    const other = side === 'base' ? 'head' : 'base';
    const maybe = perhaps === undefined ? '' : `, where it may be called “${perhaps}”`;
    return `${journey} › ${step}: only in ${side}, not in ${other}${maybe}`;
  });
}

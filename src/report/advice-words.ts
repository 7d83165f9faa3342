import type { Advice } from '../sample/diagnosis.ts';
import { formatShare } from '../sample/units.ts';
import { groupWord } from './layer-words.ts';

/** Advice in the words that every report uses. */

/** `31 %`: whole percents, since it is an estimate. */
const roundShare = (share: number) => (share >= 0.01 ? `${Math.round(share * 100)} %` : formatShare(share));

/** `could win 31 % of the waiting`; empty where it is not time that is won. */
export const winText = ({ share }: Advice): string =>
  share === undefined ? '' : `could win ${roundShare(share)} of the waiting`;

/** Faults that cost no waiting. */
const notLatency = [
  'app.leak',
  'browser.leak',
  'browser.layout-shift',
  'browser.unsized-image',
  'engine.partial-answers',
];

/** Causes of which no run can tell what they cost. */
const untold = [
  'browser.too-much-dom',
  'cache.stampede',
  'database.bloat',
  'database.locks',
  'database.stale-statistics',
  'engine.container-queue',
];

/** Why an advice has no share. */
export function noWinText({ id, steps }: Advice): string {
  if (notLatency.includes(id)) return 'no time to win, but it is wrong';
  // Where only Lighthouse saw it, no step tells what it costs.
  const isUntold = untold.includes(id) || (id === 'browser.render-blocking' && steps.length === 0);
  return isUntold ? 'what it wins cannot be told from this run' : 'little to win under this load';
}

/** `database, could win 31 % of the waiting` */
export const placeText = (advice: Advice): string =>
  [groupWord(advice.layer), winText(advice)].filter(Boolean).join(', ');

/** With a full stop, unless it has an end of its own. */
export const asSentence = (text: string): string =>
  /[.!?…:]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;

import type { Advice } from '../sample/diagnosis.ts';
import { groupWord } from '../words/layer-words.ts';
import { formatShare } from '../words/units.ts';

/** Advice in the words that every report uses. */

/** `31 %`: whole percents, since it is an estimate. */
const roundShare = (share: number) => (share >= 0.01 ? `${Math.round(share * 100)} %` : formatShare(share));

/** `could win 31 % of the waiting`; empty where it is not time that is won. */
export const winText = ({ share }: Advice): string =>
  share === undefined ? '' : `could win ${roundShare(share)} of the waiting`;

const noWin: Record<NonNullable<Advice['noShare']>, string> = {
  'not latency': 'no time to win, but it is wrong',
  untold: 'what it wins cannot be told from this run',
  little: 'little to win under this load',
};

/** Why an advice has no share; empty where it has one. */
export const noWinText = ({ noShare }: Advice): string => (noShare === undefined ? '' : noWin[noShare]);

/** `database, could win 31 % of the waiting` */
export const placeText = (advice: Advice): string =>
  [groupWord(advice.layer), winText(advice)].filter(Boolean).join(', ');

/** With a full stop, unless it has an end of its own. */
export const asSentence = (text: string): string =>
  /[.!?…:]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;

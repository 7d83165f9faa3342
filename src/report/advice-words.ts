import type { Advice } from '../sample/diagnosis.ts';
import { groupWord } from '../words/layer-words.ts';
import { formatShare } from '../words/units.ts';

/** Wording of advice, shared by all reports. */

/** `31 %`: whole percentages, since it is an estimate. */
const roundShare = (share: number) => (share >= 0.01 ? `${Math.round(share * 100)} %` : formatShare(share));

/** `could save 31 % of wait time`; empty if the advice saves no time. */
export const winText = ({ share }: Advice): string =>
  share === undefined ? '' : `could save ${roundShare(share)} of wait time`;

const noWin: Record<NonNullable<Advice['noShare']>, string> = {
  'not latency': 'saves no wait time, but is a defect',
  untold: 'this run does not show how much it would save',
  little: 'would save little under this load',
};

/** Why advice has no share; empty if it has one. */
export const noWinText = ({ noShare }: Advice): string => (noShare === undefined ? '' : noWin[noShare]);

/** `database, could save 31 % of wait time` */
export const placeText = (advice: Advice): string =>
  [groupWord(advice.layer), winText(advice)].filter(Boolean).join(', ');

/** Adds a full stop unless the text already ends with punctuation. */
export const asSentence = (text: string): string =>
  /[.!?…:]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;

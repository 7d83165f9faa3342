import type { Analysis } from '../../sample/analysis.ts';
import { plainText } from '../../sample/plain-text.ts';
import { doubtWords } from '../../words/doubt-words.ts';
import { formatDuration } from '../../words/units.ts';

export type FilmedStep = NonNullable<Analysis['film']>[number];

/** What the film of a step shows, as a sentence. */
export function filmSentence({ verdict, claimedMs = 0, seenMs = 0, doubts, message }: FilmedStep): string {
  const claimed = formatDuration(claimedMs);
  const seen = formatDuration(seenMs);
  const doubt = doubts?.[0];
  const cure = doubt ? ` (${doubtWords[doubt]})` : '';
  switch (verdict) {
    case 'confirmed':
      return `ends at ${claimed}, seen on the screen at ${seen}`;
    case 'too early':
      return `ends at ${claimed}, but the screen goes on changing until ${seen}${cure}`;
    case 'too late':
      return `ends at ${claimed}, but nothing changes on the screen after ${seen}: its condition waits for something that nobody sees`;
    case 'nothing seen':
      return `ends at ${claimed}; nothing changes on the screen after the input`;
    case 'not taken':
      return `could not be filmed: ${message ?? 'it has no end'}`;
  }
}

const marks: Record<FilmedStep['verdict'], string> = {
  confirmed: '✓',
  'nothing seen': '?',
  'too early': '✗',
  'too late': '✗',
  'not taken': '✗',
};

/** One line for each step. */
export function filmTable(film: FilmedStep[]): string {
  return film
    .map((one) => plainText(`  ${marks[one.verdict]} ${one.journey} › ${one.step}: ${filmSentence(one)}`))
    .join('\n');
}

/** The steps that the film does not confirm, one line each. */
export const filmLines = ({ film = [] }: Analysis): string[] =>
  film
    .filter(({ verdict }) => verdict !== 'confirmed' && verdict !== 'nothing seen')
    .map((one) => `“${one.journey} › ${one.step}” ${filmSentence(one)}`);

import { plainText } from '../report/plain-text.ts';

const LINES = 15;

/** The end of what a process said, fit to be quoted; empty when it said nothing. */
export function lastWordsOf(said: string): string {
  return said.trim().split('\n').slice(-LINES).map(plainText).join('\n');
}

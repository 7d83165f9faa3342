import { plainText } from '../sample/plain-text.ts';

const LINES = 15;

/** The last lines of a process's output, safe to print; empty if there is no output. */
export function lastWordsOf(output: string): string {
  return output.trim().split('\n').slice(-LINES).map(plainText).join('\n');
}

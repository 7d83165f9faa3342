import { existsSync, readFileSync } from 'node:fs';
import type { Sample } from '../sample/sample.ts';
import { layout } from './layout.ts';

/** Whether a user has recorded that it ended or was lost. */
export function hasLeft(folder: string, user: number): boolean {
  const file = layout(folder).userSamples(user);
  return existsSync(file) && readFileSync(file, 'utf8').split('\n').some(isEndOfUser);
}

/** A worker that was killed may leave half a line. */
function isEndOfUser(line: string): boolean {
  try {
    const sample = JSON.parse(line) as Sample;
    return sample.type === 'user' && (sample.event === 'end' || sample.event === 'lost');
  } catch {
    return false;
  }
}

import type { Analysis } from '../../sample/analysis.ts';
import type { RunRecord } from '../../sample/record.ts';
import type { UserSample } from '../../sample/sample.ts';
import { formatCount, formatDuration } from '../../words/units.ts';
import type { RunWindow } from './run-window.ts';

type LostUser = Analysis['lostUsers'][number];

/**
 * Lost users, in the order in which they were lost; of several reports the first one counts. Times are
 * relative to the release, or to the start of a run that never got that far.
 */
export function lostUsers({ run, samples }: RunRecord, { releasedAt }: RunWindow): LostUser[] {
  const first = new Map<number, UserSample>();
  for (const sample of samples) {
    if (sample.type !== 'user' || sample.event !== 'lost') continue;
    const known = first.get(sample.user);
    if (known === undefined || sample.at < known.at) first.set(sample.user, sample);
  }
  const origin = releasedAt ?? Date.parse(run.startedAt);
  return [...first.values()]
    .sort((a, b) => a.at - b.at || a.user - b.user)
    .map(({ user, journey, at, message = 'reason unknown' }) => ({
      user,
      journey,
      atMs: at - origin,
      message,
    }));
}

const namedAtMost = 3;

/** Which users were lost, when and why, as a sentence; `undefined` if none were. */
export function lostUsersSentence(lost: LostUser[]): string | undefined {
  if (lost.length === 0) return undefined;
  const named = lost.slice(0, namedAtMost).map(({ user, atMs, message }) => {
    const when = atMs < 0 ? 'before the release' : `after ${formatDuration(atMs)}`;
    return `user ${user} ${when} (${message})`;
  });
  const rest = lost.length - named.length;
  const all = rest > 0 ? [...named, `${formatCount(rest)} more`] : named;
  return `Lost: ${all.join(', ')}.`;
}

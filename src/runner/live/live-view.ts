import { howMany } from '../../words/units.ts';
import type { LiveFigures } from './live-run.ts';

/** One line that shows the progress of the run; `at` is the current time in epoch milliseconds. */
export function liveLine(figures: LiveFigures, users: number, at: number): string {
  const { ready, atWork, lost, errors, stepsPerSecond, p95Ms, schedule } = figures;
  const lostUsers = lost > 0 ? ` · ${lost} lost` : '';
  if (!schedule || at < schedule.releasedAt)
    return `getting ready  ${bar(ready / users)}  ${ready} of ${howMany(users, 'user')}${lostUsers}`;
  const endsAt = schedule.steadyEndAt;
  if (at >= endsAt) return 'judging';
  const phase = at < schedule.steadyStartAt ? 'ramp        ' : 'steady state';
  const share = (at - schedule.releasedAt) / (endsAt - schedule.releasedAt);
  return [
    `${phase}  ${bar(share)}  ${Math.ceil((endsAt - at) / 1000)} s left`,
    `${atWork} of ${howMany(users, 'user')}${lostUsers}`,
    ...(stepsPerSecond === undefined ? [] : [`${stepsPerSecond.toFixed(1)} steps/s`]),
    ...(p95Ms === undefined
      ? []
      : [`p95 ${p95Ms < 1000 ? `${Math.round(p95Ms)} ms` : `${(p95Ms / 1000).toFixed(1)} s`}`]),
    howMany(errors, 'error'),
  ].join(' · ');
}

function bar(share: number): string {
  const width = 20;
  const full = Math.round(Math.min(1, Math.max(0, share)) * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}

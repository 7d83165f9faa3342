import type { RunRecord } from '../../sample/record.ts';
import { formatCount, formatShare } from '../../words/units.ts';
import { lostUsers, lostUsersSentence } from '../load/lost-users.ts';
import { meanOver } from '../load/readings.ts';
import { runWindow } from '../load/run-window.ts';
import { signalSeries } from '../load/signals.ts';

/** Above this CPU share the machine delays the pages, which hides what the product does. */
const busyFrom = 0.9;

/** Mean CPU share of the machine from the release of the users to the end of the steady state; undefined without telemetry. */
function cpuShare({ samples, telemetry }: RunRecord): number | undefined {
  const { releasedAt, steadyEndAt } = runWindow({ samples, telemetry });
  const series = signalSeries(telemetry).get('cpuShare') ?? [];
  return releasedAt === undefined ? undefined : meanOver(series, releasedAt, steadyEndAt);
}

/** What may have distorted a run, as sentences. */
export function runNotes(record: RunRecord): string[] {
  const { run, unreadable, samples } = record;
  const share = cpuShare(record);
  const lost = lostUsersSentence(lostUsers(record, runWindow(record)));
  const users = new Set(samples.flatMap((sample) => (sample.type === 'step' ? [sample.user] : [])));
  return [
    ...(share !== undefined && share > busyFrom
      ? [
          `The machine was ${formatShare(share)} busy: with fewer users the comparison can detect smaller changes.`,
        ]
      : []),
    ...(lost === undefined ? [] : [lost]),
    ...(users.size === 1 || run.workload.users === 1
      ? ['Only one user was measured: the results apply to this user.']
      : []),
    ...(unreadable.length > 0
      ? [`Lines that could not be read: ${formatCount(unreadable.length)}, first ${unreadable[0]}.`]
      : []),
  ];
}

/** Why a run did not complete as planned, as a sentence; undefined if it did or is still in progress. */
export function interruptedSentence({ samples }: RunRecord): string | undefined {
  const end = samples.findLast((sample) => sample.type === 'end');
  if (end === undefined || end.reason === 'completed') return undefined;
  return end.reason === 'interrupted' ? 'The run was interrupted.' : 'The run failed before its end.';
}

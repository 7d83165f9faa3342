import type { RunRecord } from '../../sample/record.ts';
import type { Sample } from '../../sample/sample.ts';
import { formatDuration } from '../../words/units.ts';

/** The period that is evaluated. Timestamps in milliseconds since the epoch. */
export interface RunWindow {
  /** Absent if the run ended before the barrier opened. */
  releasedAt?: number;
  steadyStartAt: number;
  /** End of the steady state: before its planned end if the run was cut short. */
  steadyEndAt: number;
  /** 0 if the steady state was not reached. */
  steadyMs: number;
  /** How the run was cut short, as the rest of a sentence that begins with "The run". */
  cutShort?: string;
}

const endings = {
  completed: 'ended early',
  interrupted: 'was interrupted',
  failed: 'failed',
  down: 'was ended, because no step was answered any more,',
  unknown: 'stopped for an unknown reason',
};

/** Samples that are not about user activity, or that are recorded after the users have finished. */
const besideTheRun = ['clock', 'audit', 'source', 'database', 'log', 'replay', 'trace', 'film'] as const;
type RunFact = Exclude<Sample, { type: (typeof besideTheRun)[number] }>;

const isRunFact = (sample: Sample): sample is RunFact =>
  !(besideTheRun as readonly string[]).includes(sample.type);

/** When the event of a sample was over. */
export function endOf(sample: RunFact): number {
  switch (sample.type) {
    case 'step':
      return sample.intendedAt + sample.correctedMs;
    case 'schedule':
      return sample.releasedAt;
    case 'user':
    case 'misfit':
    case 'error':
    case 'audit report':
    case 'end':
      return sample.at;
  }
}

/** Which part of the planned steady state took place, according to the last event that was recorded. */
export function runWindow({ samples, telemetry }: Pick<RunRecord, 'samples' | 'telemetry'>): RunWindow {
  const schedule = samples.find((sample) => sample.type === 'schedule');
  const end = samples.find((sample) => sample.type === 'end');
  const ending = endings[end?.reason ?? 'unknown'];
  if (schedule === undefined) {
    return {
      steadyStartAt: 0,
      steadyEndAt: 0,
      steadyMs: 0,
      cutShort: `${ending} before all users were ready`,
    };
  }
  const lastFactAt =
    end?.at ??
    telemetry.reduce(
      (latest, reading) => Math.max(latest, reading.at),
      samples.filter(isRunFact).reduce((latest, sample) => Math.max(latest, endOf(sample)), 0),
    );
  const { releasedAt, steadyStartAt } = schedule;
  const steadyEndAt = Math.min(schedule.steadyEndAt, Math.max(lastFactAt, steadyStartAt));
  const steadyMs = steadyEndAt - steadyStartAt;
  const window = { releasedAt, steadyStartAt, steadyEndAt, steadyMs };
  if (steadyEndAt === schedule.steadyEndAt) return window;
  const planned = formatDuration(schedule.steadyEndAt - steadyStartAt);
  return {
    ...window,
    cutShort: `${ending} after ${formatDuration(steadyMs)} of ${planned} of steady state`,
  };
}

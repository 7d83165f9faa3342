import { join } from 'node:path';
import { compareSides } from '../../analysis/comparison/compare-sides.ts';
import { handedOver } from '../../project/hand-over.ts';
import { InputError } from '../../project/input-error.ts';
import type { Project } from '../../project/open-project.ts';
import { planRun } from '../../project/plan-run.ts';
import { movedTo } from '../../runner/target-check.ts';
import type { Comparison } from '../../sample/comparison.ts';
import type { RunPlan } from '../../sample/run.ts';
import { layout } from '../../store/layout.ts';
import { readRun } from '../../store/read.ts';
import { shownPath } from '../../store/shown-path.ts';
import { howMany } from '../../words/units.ts';
import { InterruptedEarly } from '../interruption.ts';
import { lastWordsOf } from '../last-words.ts';
import { playwright } from '../run/playwright.ts';
import { removeUnmeasured } from '../run/remove-unmeasured.ts';
import type { ComparisonOptions } from './comparison-options.ts';
import { concludeComparison, folderName } from './conclude-comparison.ts';
import { lookUntilResolved } from './looks.ts';
import type { StartedSides } from './with-sides.ts';

/** Joint confidence of the intervals of all metrics and looks. */
const CONFIDENCE = 0.95;

const defaultNames = { kind: 'compare', names: { base: 'base', head: 'head' } };

export interface ComparedSides {
  comparison: Comparison;
  folder: string;
  /** Whether this process was interrupted before there was a verdict. */
  interrupted: boolean;
}

/**
 * Runs users on both sides in turns until every metric is resolved or the time is up, and writes the comparison and its
 * reports into the run folder.
 *
 * @param seed overrides the workload's seed
 * @throws {InputError} if nothing was measured
 * @throws {InterruptedEarly}
 */
export async function compareSideBySide(
  project: Project,
  { settings, env, margin, looks, called: { kind, names } = defaultNames }: ComparisonOptions,
  sides: StartedSides,
  interrupted: AbortSignal,
  seed?: number,
): Promise<ComparedSides> {
  const target = movedTo(settings.target, sides.head.url);
  const startedAt = new Date();
  const id = folderName(startedAt, kind);
  const folder = join(settings.reportsFolder, id);
  const seeded = { ...settings, target, ...(seed !== undefined && { seed }) };
  const plan: RunPlan = {
    ...(await planRun(seeded, project.root, startedAt)),
    id,
    folder,
    sides: { base: sides.base.url, head: sides.head.url },
    budgets: [],
    audits: false,
  };
  if (interrupted.aborted) throw new InterruptedEarly();
  const { users, name } = plan.workload;
  console.log(
    `${howMany(users, 'user')} · ${name} · ${sides.base.url} against ${sides.head.url} · seed ${plan.workload.seed} · ${shownPath(folder)}`,
  );
  const over = new AbortController();
  const plannedLooks = { names, margin, looks, confidence: CONFIDENCE };
  const looking = lookUntilResolved(plan, plannedLooks, over.signal);
  // If a look fails, the error is reported once the users have left.
  looking.catch(() => {});
  const runEnv = { ...env, ...handedOver({ root: project.root, settings: seeded, plan }) };
  const end = await playwright(project.configFile, runEnv, 'kept').finally(() => over.abort());
  const resolved = await looking;

  const record = removeUnmeasured(folder, layout(folder).run) ? undefined : readRun(folder);
  if (!record?.samples.some(({ type }) => type === 'schedule')) {
    if (interrupted.aborted || end.interrupted) throw new InterruptedEarly();
    throw new InputError(`nothing was measured; last output of the run:\n${lastWordsOf(end.said)}`);
  }
  const found =
    resolved ?? compareSides(record, names, { margin, looks, look: looks, confidence: CONFIDENCE });
  const isCutShort =
    resolved === undefined && (end.interrupted || !record.samples.some(({ type }) => type === 'end'));
  const ended = [sides.base.ended(), sides.head.ended()].flatMap((sentence) => sentence ?? []);
  const comparison = doubted(found, isCutShort, ended);
  concludeComparison(folder, comparison);
  return { comparison, folder, interrupted: isCutShort };
}

/** A comparison that was cut short has no verdict. A slower step still counts if a side exited unexpectedly. */
function doubted(comparison: Comparison, isCutShort: boolean, ended: string[]): Comparison {
  if (!isCutShort && ended.length === 0) return comparison;
  const { outcome, reasons } = comparison.verdict;
  const cutShort = isCutShort ? ['It was cut short, so there is no verdict.'] : [];
  return {
    ...comparison,
    verdict: {
      outcome: outcome === 'fail' && !isCutShort ? 'fail' : 'inconclusive',
      reasons: [...cutShort, ...ended, ...reasons],
    },
  };
}

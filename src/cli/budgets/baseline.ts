import { existsSync } from 'node:fs';
import { makeBaseline } from '../../analysis/across-runs/baseline.ts';
import { baselineDifferences } from '../../analysis/across-runs/baseline-differences.ts';
import { InputError } from '../../project/input-error.ts';
import { checkBaselineName } from '../../runner/find-baseline.ts';
import { measuredRun } from '../../runner/measured-run.ts';
import type { Baseline } from '../../sample/baseline.ts';
import { baselineFile, baselineNames, readBaseline, saveBaseline } from '../../store/baseline.ts';
import { shownPath } from '../../store/shown-path.ts';
import { howMany } from '../../words/units.ts';
import { exitCodes } from '../exit-codes.ts';

/**
 * `footfall baseline save`: saves the measurements of a run under a name, replacing any existing baseline.
 *
 * @returns the exit code
 * @throws {InputError} if the run cannot be used
 */
export function saveRunAsBaseline(root: string, name: string, folder: string): number {
  checkBaselineName(name);
  const { record, analysis } = measuredRun(folder, console.error);
  if (analysis.run.cutShort !== undefined) {
    throw new InputError(`${folder}: the run ${analysis.run.cutShort}; a baseline needs a complete run`);
  }
  const baseline = makeBaseline(name, record, new Date().toISOString());
  const file = baselineFile(root, name);
  const before = existsSync(file) ? readBaseline(file) : undefined;
  saveBaseline(root, baseline);
  console.log(`${shownPath(file)}: ${describe(baseline)}`);
  if (before && 'problem' in before) console.log(`replaces a file that ${before.problem}`);
  if (before && 'baseline' in before) {
    const changes = baselineDifferences(before.baseline, baseline);
    const lines = changes.length === 0 ? ['no step is significantly faster or slower'] : changes;
    console.log(`replaces ${before.baseline.run.id}:\n${lines.map((change) => `  ${change}`).join('\n')}`);
  }
  return exitCodes.pass;
}

/** `footfall baseline list`: exit code 2 if one of them cannot be used. */
export function listBaselines(root: string): number {
  const names = baselineNames(root);
  if (names.length === 0) {
    console.log(
      'no baselines are saved yet; save one from the newest run with `npx footfall baseline save main`',
    );
  }
  let exitCode: number = exitCodes.pass;
  for (const name of names) {
    const found = readBaseline(baselineFile(root, name));
    if ('baseline' in found) console.log(`${name}: ${describe(found.baseline)}`);
    else {
      console.error(`${name}: ${found.problem}; save it again`);
      exitCode = exitCodes.nothingMeasured;
    }
  }
  return exitCode;
}

function describe({ run, browser, viewport, machine, footfall }: Baseline): string {
  return [
    `run ${run.id}`,
    ...(run.commit === undefined ? [] : [`commit ${run.commit}`]),
    `${run.workload}, ${howMany(run.users, 'user')}, ${viewport}`,
    `${browser.name} ${browser.version}`,
    `${machine.cpuModel}, ${howMany(machine.cores, 'core')}`,
    `Footfall ${footfall}`,
  ].join(' · ');
}

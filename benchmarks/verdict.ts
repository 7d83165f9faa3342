import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sameAgainstSame } from '../src/analysis/comparison/same-against-same.ts';
import { aims } from './aims.ts';
import { generateRun } from './generate-run.ts';
import { judgeInChild } from './judge-in-child.ts';
import { recordedRounds } from './rounds.ts';
import { simulateComparisons } from './simulate-comparisons.ts';
import { type Row, show } from './table.ts';
import { type Compared, compareCopies } from './verdict-comparisons.ts';

/**
 * Whether verdicts hold: `npm run bench:verdict`, about an hour and a half. Two copies of the reference target are compared with
 * no change, with one that must be found, and with one that must not; thousands of comparisons are simulated out of what was
 * recorded; and large runs are judged. Parts of it by name: `npm run bench:verdict -- aa found ignored simulation scale`.
 * Exit code 1 when an aim is missed; what was measured is then kept.
 */
const parts = ['aa', 'found', 'ignored', 'simulation', 'scale'] as const;
type Part = (typeof parts)[number];

/** The step that the fault `refine-delay` makes slower, and no other. */
const changed = { journey: 'search and refine', step: 'refine' };
const FOUND_MS = 40;
const IGNORED_MS = 4;

const AA_COMPARISONS = 20;
/** To draw simulated comparisons from, when the others are not asked for. */
const FEW_COMPARISONS = 3;
const CHANGED_COMPARISONS = 10;
const SIMULATED_COMPARISONS = 2000;

const wanted = readParts(process.argv.slice(2));
const reports = mkdtempSync(join(tmpdir(), 'footfall-verdict-'));
// The caller's own settings must not change what is compared; the browser is the caller's choice.
for (const name of Object.keys(process.env)) {
  if (/^(FOOTFALL|TARGET)_/.test(name) && name !== 'FOOTFALL_BROWSER') delete process.env[name];
}
process.env.FOOTFALL_REPORTS = reports;

try {
  const unchanged = await compareUnchanged();
  if (wanted.has('found')) showFound(await compareChanged('40 ms', FOUND_MS, 200));
  if (wanted.has('ignored')) showIgnored(await compareChanged('4 ms', IGNORED_MS, 300));
  if (wanted.has('simulation')) simulate(unchanged);
  if (wanted.has('scale')) await judgeLargeRuns();
} catch (error) {
  process.exitCode = 1;
  throw error;
} finally {
  if (process.exitCode) console.log(`\nwhat was measured: ${reports}`);
  else rmSync(reports, { recursive: true });
}

async function compareUnchanged(): Promise<Compared[]> {
  if (!wanted.has('aa') && !wanted.has('simulation')) return [];
  const times = wanted.has('aa') ? AA_COMPARISONS : FEW_COMPARISONS;
  const found = await compareCopies('the same', { times, firstSeed: 1, faults: '' });
  if (wanted.has('aa')) showUnchanged(found);
  return found;
}

function compareChanged(title: string, delayMs: number, firstSeed: number): Promise<Compared[]> {
  const faults = `refine-delay=${delayMs}`;
  return compareCopies(title, { times: CHANGED_COMPARISONS, firstSeed, faults });
}

function showUnchanged(found: Compared[]): void {
  const result = sameAgainstSame(found.map(({ comparison }) => comparison));
  const longest = Math.max(...found.map(({ durationMs }) => durationMs));
  const aim = aims.unchanged;
  show('The same product on both sides', [
    { what: 'comparisons', value: result.comparisons, decimals: 0, aim: aim.comparisons },
    { what: 'judged metrics', value: result.judged, decimals: 0, aim: aim.judgedMetrics },
    percent('false alarms', result.alarms, result.judged, aim.falseAlarmPercent),
    { what: 'comparisons that would have failed', value: result.failed, decimals: 0, aim: aim.failed },
    percent('judged metrics resolved', result.resolved, result.judged),
    { what: 'longest comparison', value: longest / 1000, unit: 's', aim: aim.longestSeconds },
    { what: 'smallest change found in half of the steps', value: result.smallestChangeMs.p50, unit: 'ms' },
    { what: 'smallest change found in nine of ten', value: result.smallestChangeMs.p90, unit: 'ms' },
    { what: 'margin to use', value: result.advice.percent, unit: '%', decimals: 0 },
    { what: 'and at least', value: result.advice.floorMs, unit: 'ms', decimals: 0 },
  ]);
}

/** Where a comparison found something slower. */
function slowerSteps({ comparison }: Compared): { isChanged: boolean; appShare: number | undefined }[] {
  return comparison.steps
    .filter(({ metrics }) => metrics.some(({ outcome }) => outcome === 'slower'))
    .map(({ journey, step, layers }) => {
      const sum = layers.reduce((total, { change }) => total + change, 0);
      const app = layers.find(({ layer }) => layer === 'app');
      return {
        isChanged: journey === changed.journey && step === changed.step,
        appShare: app && sum !== 0 ? app.change / sum : undefined,
      };
    });
}

function showFound(compared: Compared[]): void {
  const found = compared.map((one) => ({ one, slower: slowerSteps(one) }));
  const failed = found.filter(({ one }) => one.comparison.verdict.outcome === 'fail');
  const onIt = found.filter(({ slower }) => slower.some(({ isChanged }) => isChanged));
  const onItAlone = onIt.filter(({ slower }) => slower.length === 1);
  const laidOnApp = onIt.filter(({ slower }) => slower.some(({ appShare = 0 }) => appShare > 0.5));
  const aim = aims.changedBy40Ms;
  show(`${FOUND_MS} ms more in one step, ${compared.length} comparisons`, [
    { what: 'failed', value: failed.length, decimals: 0, aim: aim.found },
    { what: 'found on that step', value: onIt.length, decimals: 0, aim: aim.found },
    { what: 'and on no other', value: onItAlone.length, decimals: 0, aim: aim.found },
    { what: 'laid on the server in the main', value: laidOnApp.length, decimals: 0, aim: aim.found },
    { what: 'change seen, mean', value: meanChange(compared), unit: 'ms' },
  ]);
}

function showIgnored(compared: Compared[]): void {
  const onIt = compared.filter((one) => slowerSteps(one).some(({ isChanged }) => isChanged));
  const failed = compared.filter(({ comparison }) => comparison.verdict.outcome === 'fail');
  show(`${IGNORED_MS} ms more in one step, ${compared.length} comparisons`, [
    { what: 'called slower', value: onIt.length, decimals: 0, aim: aims.changedBy4Ms.calledSlower },
    { what: 'failed, for whatever reason', value: failed.length, decimals: 0 },
    { what: 'change seen, mean', value: meanChange(compared), unit: 'ms' },
  ]);
}

/** Of the changed step's typical latency; undefined when no comparison has it. */
function meanChange(compared: Compared[]): number | undefined {
  const changes = compared.flatMap(({ comparison }) =>
    comparison.steps
      .filter(({ journey, step }) => journey === changed.journey && step === changed.step)
      .flatMap(({ metrics }) => metrics)
      .filter(({ metric, statistic }) => metric === 'latencyMs' && statistic === 'typical')
      .flatMap(({ change }) => change?.value ?? []),
  );
  return changes.length > 0 ? changes.reduce((sum, change) => sum + change, 0) / changes.length : undefined;
}

function simulate(unchanged: Compared[]): void {
  const rounds = recordedRounds(unchanged.map(({ record }) => record));
  // As `footfall compare` has them unless it is told otherwise.
  const margin = { percent: 10, floorMs: 20 };
  const settings = { comparisons: SIMULATED_COMPARISONS, seed: 1, margin, looks: 4, confidence: 0.95 };
  console.log(`… ${SIMULATED_COMPARISONS} simulated comparisons of each kind`);
  const none = simulateComparisons(rounds, settings);
  const found = simulateComparisons(rounds, { ...settings, injected: { ...changed, ms: FOUND_MS } });
  const ignored = simulateComparisons(rounds, { ...settings, injected: { ...changed, ms: IGNORED_MS } });
  const aim = aims.simulated;
  show(`Simulated out of ${unchanged.length} recorded comparisons, ${SIMULATED_COMPARISONS} of each kind`, [
    percent('false alarms, of the metrics', none.falseAlarms, none.metrics, aim.falseAlarmPercent),
    percent('unchanged, but failed', none.failed, none.comparisons, aim.failedPercent),
    percent('unchanged, and passed', none.passed, none.comparisons),
    percent('metrics resolved', none.resolved, none.metrics),
    percent(`${FOUND_MS} ms found on their step`, found.found, found.comparisons, aim.foundPercent),
    percent('and on no other', found.foundAlone, found.comparisons),
    percent(`${IGNORED_MS} ms called slower`, ignored.found, ignored.comparisons, aim.ignoredPercent),
  ]);
}

async function judgeLargeRuns(): Promise<void> {
  const folder = join(reports, 'large');
  const rows: Row[] = [];
  for (const samples of [100_000, 2_000_000]) {
    console.log(`… judging ${samples.toLocaleString('en')} steps`);
    await generateRun(folder, { users: 50, samples, seed: 1 });
    const judged = judgeInChild(folder);
    rmSync(folder, { recursive: true });
    const aim = samples === 100_000 ? aims.scale : aims.largestScale;
    const what = `${samples.toLocaleString('en')} steps`;
    rows.push({ what, value: judged?.seconds, unit: 's', aim: aim.seconds });
    rows.push({
      what: `${what}, memory`,
      value: judged?.memoryMb,
      unit: 'MB',
      decimals: 0,
      aim: aim.memoryMb,
    });
  }
  show('Judging a run and writing its reports', rows);
}

function percent(what: string, count: number, of: number, aim?: Row['aim']): Row {
  return { what, value: of > 0 ? (100 * count) / of : undefined, unit: '%', decimals: 2, aim };
}

function readParts(words: string[]): Set<Part> {
  const unknown = words.filter((word) => !parts.includes(word as Part));
  if (unknown.length > 0) {
    console.error(`there is no part ${unknown.join(', ')}; the parts are ${parts.join(', ')}`);
    process.exit(2);
  }
  return new Set(words.length > 0 ? (words as Part[]) : parts);
}

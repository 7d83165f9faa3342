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
 * Tests whether verdicts are correct: `npm run bench:verdict`, about 90 minutes. Compares two copies of the reference
 * target with no change, with a change that must be found, and with one that must be ignored; simulates thousands of
 * comparisons from the recorded ones; and judges large runs. To run only parts:
 * `npm run bench:verdict -- aa found ignored simulation scale`. If an aim is missed, exits with code 1 and keeps the
 * results.
 */
const parts = ['aa', 'found', 'ignored', 'simulation', 'scale'] as const;
type Part = (typeof parts)[number];

/** The only step that the fault `refine-delay` makes slower. */
const changed = { journey: 'search and refine', step: 'refine' };
const FOUND_MS = 40;
const IGNORED_MS = 4;

const AA_COMPARISONS = 20;
/** Recorded only as input for the simulation, if the part `aa` is not run. */
const FEW_COMPARISONS = 3;
const CHANGED_COMPARISONS = 10;
const SIMULATED_COMPARISONS = 2000;

const wanted = readParts(process.argv.slice(2));
const reports = mkdtempSync(join(tmpdir(), 'footfall-verdict-'));
// The caller's own settings must not change the comparison, except for the choice of the browser.
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
  if (process.exitCode) console.log(`\nresults kept in ${reports}`);
  else rmSync(reports, { recursive: true });
}

async function compareUnchanged(): Promise<Compared[]> {
  if (!wanted.has('aa') && !wanted.has('simulation')) return [];
  const times = wanted.has('aa') ? AA_COMPARISONS : FEW_COMPARISONS;
  const found = await compareCopies('unchanged', { times, firstSeed: 1, faults: '' });
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
    { what: 'smallest detectable change, half of the steps', value: result.smallestChangeMs.p50, unit: 'ms' },
    { what: 'smallest detectable change, 90 % of the steps', value: result.smallestChangeMs.p90, unit: 'ms' },
    { what: 'recommended margin', value: result.advice.percent, unit: '%', decimals: 0 },
    { what: 'recommended minimum margin', value: result.advice.floorMs, unit: 'ms', decimals: 0 },
  ]);
}

/** The steps that a comparison reports as slower. */
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
  show(`${FOUND_MS} ms added to one step, ${compared.length} comparisons`, [
    { what: 'failed', value: failed.length, decimals: 0, aim: aim.found },
    { what: 'found on that step', value: onIt.length, decimals: 0, aim: aim.found },
    { what: 'and on no other', value: onItAlone.length, decimals: 0, aim: aim.found },
    { what: 'attributed mainly to the server', value: laidOnApp.length, decimals: 0, aim: aim.found },
    { what: 'mean measured change', value: meanChange(compared), unit: 'ms' },
  ]);
}

function showIgnored(compared: Compared[]): void {
  const onIt = compared.filter((one) => slowerSteps(one).some(({ isChanged }) => isChanged));
  const failed = compared.filter(({ comparison }) => comparison.verdict.outcome === 'fail');
  show(`${IGNORED_MS} ms added to one step, ${compared.length} comparisons`, [
    { what: 'reported as slower', value: onIt.length, decimals: 0, aim: aims.changedBy4Ms.calledSlower },
    { what: 'failed, for any reason', value: failed.length, decimals: 0 },
    { what: 'mean measured change', value: meanChange(compared), unit: 'ms' },
  ]);
}

/** Mean change of the changed step's typical latency; `undefined` if no comparison contains it. */
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
  // The defaults of `footfall compare`.
  const margin = { percent: 10, floorMs: 20 };
  const settings = { comparisons: SIMULATED_COMPARISONS, seed: 1, margin, looks: 4, confidence: 0.95 };
  console.log(`… ${SIMULATED_COMPARISONS} simulated comparisons of each kind`);
  const none = simulateComparisons(rounds, settings);
  const found = simulateComparisons(rounds, { ...settings, injected: { ...changed, ms: FOUND_MS } });
  const ignored = simulateComparisons(rounds, { ...settings, injected: { ...changed, ms: IGNORED_MS } });
  const aim = aims.simulated;
  show(`Simulated from ${unchanged.length} recorded comparisons, ${SIMULATED_COMPARISONS} of each kind`, [
    percent('false alarms, share of metrics', none.falseAlarms, none.metrics, aim.falseAlarmPercent),
    percent('unchanged, but failed', none.failed, none.comparisons, aim.failedPercent),
    percent('unchanged, and passed', none.passed, none.comparisons),
    percent('metrics resolved', none.resolved, none.metrics),
    percent(`${FOUND_MS} ms found on their step`, found.found, found.comparisons, aim.foundPercent),
    percent('and on no other', found.foundAlone, found.comparisons),
    percent(`${IGNORED_MS} ms reported as slower`, ignored.found, ignored.comparisons, aim.ignoredPercent),
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
    console.error(`unknown parts: ${unknown.join(', ')}; known parts: ${parts.join(', ')}`);
    process.exit(2);
  }
  return new Set(words.length > 0 ? (words as Part[]) : parts);
}

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Analysis } from '../src/sample/analysis.ts';
import { layout } from '../src/store/layout.ts';
import { formatShare } from '../src/words/units.ts';
import { aims } from './aims.ts';
import { diagnosedRun } from './diagnosed-run.ts';
import { type KnownDefect, knownDefects } from './known-defects.ts';
import { show } from './table.ts';

/**
 * Tests whether Footfall finds known defects: `npm run bench:defects`, about 45 minutes. Runs each known defect of the
 * reference target alone under an ordinary load, then the target without defects, twenty times. To run only parts:
 * `npm run bench:defects -- no-cache slow-ranking clean`. If an aim is missed, exits with code 1 and keeps the results.
 */
const CLEAN = 'clean';
const CLEAN_RUNS = 20;

const wanted = readWanted(process.argv.slice(2));
const reports = mkdtempSync(join(tmpdir(), 'footfall-defects-'));
// The caller's own settings must not change the measurement, except for the choice of the browser.
for (const name of Object.keys(process.env)) {
  if (/^(FOOTFALL|TARGET)_/.test(name) && name !== 'FOOTFALL_BROWSER') delete process.env[name];
}

const defects = knownDefects.filter(({ fault }) => wanted.has(fault));
const layered: Layered[] = [];
let named = 0;
for (const defect of defects) named += Number(await isNamed(defect));
if (defects.length > 0) {
  const percent = (100 * named) / defects.length;
  show('Each known defect alone', [
    { what: 'defects', value: defects.length, decimals: 0 },
    { what: 'named first, in the right layer', value: percent, unit: '%', aim: aims.defects.namedPercent },
  ]);
}
if (wanted.has(CLEAN)) await measureClean();
const gaps = layered.map(gapOf);
show('Sum of the named layers compared with the latency, per step, typical and slowest', [
  { what: 'compared', value: layered.length, decimals: 0 },
  { what: 'largest gap', value: Math.max(...gaps.map(({ gapMs }) => gapMs)), unit: 'ms' },
  {
    what: 'gaps of more than 2 % and 3 ms',
    value: gaps.filter(({ isLarge }) => isLarge).length,
    decimals: 0,
    aim: aims.layers.largeGaps,
  },
]);
if (process.exitCode) console.log(`\nresults kept in ${reports}`);
else rmSync(reports, { recursive: true });

async function isNamed({ fault, layer, cause }: KnownDefect): Promise<boolean> {
  const { advice } = await measured(fault, fault, 1);
  const [first] = advice;
  const isRight = first?.id === cause && first.layer === layer;
  console.log(`${isRight ? 'named ' : 'MISSED'}  ${fault.padEnd(16)} ${adviceText(advice)}`);
  return isRight;
}

async function measureClean(): Promise<void> {
  let accused = 0;
  for (let run = 1; run <= CLEAN_RUNS; run += 1) {
    const { advice } = await measured(`clean-${run}`, '', run);
    if (advice.length > 0) accused += 1;
    console.log(`${advice.length > 0 ? 'ACCUSED' : 'clean'}  ${run} of ${CLEAN_RUNS}  ${adviceText(advice)}`);
  }
  show('The target without a defect', [
    { what: 'runs', value: CLEAN_RUNS, decimals: 0 },
    { what: 'runs in which a defect was reported', value: accused, decimals: 0, aim: aims.clean.accused },
  ]);
}

async function measured(name: string, faults: string, seed: number): Promise<Analysis> {
  const folder = join(reports, name);
  mkdirSync(folder);
  const run = await diagnosedRun(folder, { seed, env: { TARGET_FAULTS: faults } });
  const analysis = Analysis.parse(JSON.parse(readFileSync(layout(run).analysis, 'utf8')));
  for (const { layersMs, layeredMs, slowLayersMs, slowLayeredMs } of analysis.steps) {
    if (layeredMs !== undefined) layered.push({ layersMs, latencyMs: layeredMs });
    if (slowLayersMs && slowLayeredMs !== undefined)
      layered.push({ layersMs: slowLayersMs, latencyMs: slowLayeredMs });
  }
  return analysis;
}

/** The times of the layers and the latency they make up, both averaged over the same steps. */
interface Layered {
  layersMs: Record<string, number>;
  latencyMs: number;
}

/** The gap between the named layers and the latency; the remainder fills it, but explains nothing. */
function gapOf({ layersMs: { remainder: _, ...named }, latencyMs }: Layered) {
  const sumMs = Object.values(named).reduce((total, ms) => total + ms, 0);
  const gapMs = Math.abs(sumMs - latencyMs);
  return { gapMs, isLarge: gapMs > Math.max(3, 0.02 * latencyMs) };
}

function adviceText(advice: Analysis['advice']): string {
  if (advice.length === 0) return 'nothing';
  return advice
    .map(({ id, share }) => (share === undefined ? id : `${id} (${formatShare(share)})`))
    .join(', ');
}

function readWanted(names: string[]): Set<string> {
  const known = [...knownDefects.map(({ fault }) => fault), CLEAN];
  for (const name of names) {
    if (!known.includes(name))
      throw new Error(`unknown defect "${name}"; known defects: ${known.join(', ')}`);
  }
  return new Set(names.length > 0 ? names : known);
}

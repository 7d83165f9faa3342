import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { findBrowser } from '../src/runner/browser/browser.ts';
import { markdownTable, writeIntoDocument } from './document.ts';
import type { Fault } from './faults/fault.ts';
import { faultsOfInterfaces } from './faults/of-interfaces.ts';
import { faultsOfTheMachine } from './faults/of-the-machine.ts';
import { faultsOfTheProduct } from './faults/of-the-product.ts';
import { faultsOfTheReferenceProduct } from './faults/of-the-reference-product.ts';
import { faultsOfTheRun } from './faults/of-the-run.ts';
import { type Outcome, tryFault } from './faults/trial.ts';

/**
 * Breaks runs in every way we know, and checks that each says what is right and ends as it must: `npm run bench:faults`, about three
 * quarters of an hour for three rounds. `-- killed stopped` tries only the faults with these words in their names, `-- --rounds 1` each once,
 * `-- --write` puts the table into docs/reliability.md. Exits with code 1 and keeps the runs if anything is not as expected.
 */
const groups: Record<string, Fault[]> = {
  'The product fails': faultsOfTheProduct,
  'A tier of the reference product fails': faultsOfTheReferenceProduct,
  'What the product says about its inside is out of order': faultsOfInterfaces,
  'The measurement fails': faultsOfTheRun,
  'The machine fails': faultsOfTheMachine,
};
const heads = [
  'fault',
  'exit code',
  'verdict',
  'as expected',
  'ends after its plan, s',
  'steps on record of queries answered',
];

/** Two runs share the machine where a busy machine cannot change the verdict: it would make others invalid. */
const inPairs = pLimit(2);
const mayShare = ({ exit }: Fault) => exit === 1 || exit === 2;

const words = process.argv.slice(2);
const rounds = words.includes('--rounds') ? Number(words[words.indexOf('--rounds') + 1]) : 3;
const isWriting = words.includes('--write');
const wanted = words.filter((word, at) => !word.startsWith('--') && words[at - 1] !== '--rounds');

// Otherwise each trial would unpack a packaged browser into its own folder for temporary files.
const { executablePath } = await findBrowser(process.env.FOOTFALL_BROWSER);
if (executablePath !== undefined) process.env.FOOTFALL_BROWSER = executablePath;

const kept = mkdtempSync(join(tmpdir(), 'footfall-faults-'));
const outcomes = new Map<Fault, Outcome[]>();
for (let round = 1; round <= rounds; round += 1) {
  console.log(`\nround ${round} of ${rounds}`);
  const faults = Object.values(groups).flat().filter(isWanted);
  await Promise.all(faults.filter(mayShare).map((fault) => inPairs(() => tried(fault, round))));
  for (const fault of faults) if (!mayShare(fault)) await tried(fault, round);
}

const tables = Object.entries(groups).map(([title, faults]) => {
  const rows = faults.filter(isWanted).map(rowOf);
  return `### ${title}\n\n${markdownTable(heads, rows)}`;
});
const all = [...outcomes.values()].flat();
const wrong = all.filter(({ problems }) => problems.length > 0).length;
const summary = `${outcomes.size} faults, ${rounds === 1 ? 'once' : `${rounds} times`} each: ${all.length - wrong} of ${all.length} runs as expected. The longest ended ${secondsOf(all)} s after its plan.`;
console.log(`\n${summary}`);
if (isWriting) writeIntoDocument('reliability.md', 'bench:faults', `${summary}\n\n${tables.join('\n\n')}`);
if (wrong > 0) {
  process.exitCode = 1;
  console.log(
    `the runs that went wrong are kept: ${readdirSync(kept)
      .map((round) => join(kept, round))
      .join(', ')}`,
  );
} else {
  rmSync(kept, { recursive: true });
}

async function tried(fault: Fault, round: number): Promise<void> {
  const outcome = await tryFault(fault, join(kept, `${round}`));
  outcomes.set(fault, [...(outcomes.get(fault) ?? []), outcome]);
  console.log(lineOf(fault, outcome));
}

function isWanted({ what }: Fault): boolean {
  return wanted.length === 0 || wanted.some((word) => what.includes(word));
}

function lineOf({ what }: Fault, { exit, verdict, afterPlanMs, problems }: Outcome): string {
  const result = `${problems.length === 0 ? 'right' : 'WRONG'}  ${what.padEnd(52)} ${exit} ${verdict.padEnd(12)} ${secondsOf([{ afterPlanMs }]).padStart(3)} s after its plan`;
  return [result, ...problems.map((problem) => `         ${problem}`)].join('\n');
}

function rowOf(fault: Fault): string[] {
  const of = outcomes.get(fault) ?? [];
  const right = of.filter(({ problems }) => problems.length === 0).length;
  const [answered, recorded] = (['answered', 'recorded'] as const).map((key) =>
    of.reduce((sum, one) => sum + one[key], 0),
  );
  return [
    `${fault.what}, ${fault.when}`,
    `${fault.exit}`,
    fault.outcome ?? 'none',
    `${right} of ${of.length}`,
    secondsOf(of),
    answered === 0 ? '–' : `${recorded} of ${answered}`,
  ];
}

function secondsOf(of: Pick<Outcome, 'afterPlanMs'>[]): string {
  return (Math.max(...of.map(({ afterPlanMs }) => afterPlanMs)) / 1000).toFixed(0);
}

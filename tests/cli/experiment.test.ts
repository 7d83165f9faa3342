import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Comparison } from '../../src/sample/comparison.ts';
import { ExperimentResult } from '../../src/sample/experiment.ts';
import { layout } from '../../src/store/layout.ts';
import { processesMentioning } from '../../target/tests/processes.ts';
import { startFootfall } from './footfall.ts';
import { freePort } from './free-port.ts';
import { footfallHere } from './in-process.ts';

/** Experiments with real workers, a real browser and the small product as a command on both sides. */

/** Starting sides and workers takes a while on a busy machine. */
test.setTimeout(300_000);

const product = join(import.meta.dirname, 'product-server.js');
const root = join(import.meta.dirname, '../..');
const smallRun = join(import.meta.dirname, '../user/small-run');

/** `footfall` on the small project, with its workload. */
async function onSmallRun(words: string[], env: NodeJS.ProcessEnv = {}) {
  const started = startFootfall(words, env, smallRun);
  const exitCode = await started.exited;
  return { exitCode, said: started.said(), reports: started.reports };
}

/** The small product as a side: it responds after `answerMs`, optionally with a different answer. */
async function side(answerMs: number, answer?: string) {
  const port = await freePort();
  const words = answer === undefined ? '' : ` '${answer}'`;
  return { url: `http://127.0.0.1:${port}/`, command: `exec node '${product}' ${port} ${answerMs}${words}` };
}

/** Writes an experiment's file, which need not be in the project. */
function written(content: Record<string, unknown>): string {
  const file = test.info().outputPath('quicker.json');
  const about = { title: 'The answer comes sooner', why: 'It was held back.', workload: 'small' };
  writeFileSync(file, JSON.stringify({ ...about, ...content }));
  return file;
}

/** The results in the only run folder. */
function concluded(reports: string) {
  const folders = readdirSync(reports).filter((name) => name.endsWith('-experiment-quicker'));
  expect(folders).toHaveLength(1);
  const folder = join(reports, folders[0] as string);
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return {
    result: ExperimentResult.parse(read('experiment.json')),
    comparison: Comparison.parse(read('comparison.json')),
    html: readFileSync(layout(folder).html, 'utf8'),
  };
}

test('a variant that responds 150 ms sooner with the same answers is proven better, and no process is left', async () => {
  const [base, variant] = [await side(210), await side(60)];
  const file = written({ base, variant: { ...variant, env: { POOL: '20' } } });
  const { exitCode, said, reports } = await onSmallRun(['experiment', file, '--duration', '40']);
  expect(exitCode, said).toBe(0);
  expect(said).toContain('✓ Better: The answer comes sooner');

  const { result, comparison, html } = concluded(reports);
  expect(result).toMatchObject({
    name: 'quicker',
    outcome: 'better',
    base: { ...base, env: {} },
    variant: { ...variant, env: { POOL: '20' } },
  });
  expect(result.reasons[0]).toMatch(/^ask › ask, latency: −\d+ ms/);
  const { asked, found } = result.answers;
  expect(asked).toBe('same');
  expect(found?.asked).toBeGreaterThan(0);
  expect(found?.same).toBe(found?.asked);
  expect(comparison.margin).toEqual({ percent: 5, floorMs: 5 });
  expect(comparison.head.name).toBe('variant');
  const latency = comparison.steps[0]?.metrics[0];
  // An overloaded machine slows both sides; it does not turn 20 ms or a second into 150 ms.
  expect(latency?.change?.value).toBeLessThan(-75);
  expect(latency?.change?.value).toBeGreaterThan(-600);
  expect(html).toContain('Both sides gave the same answers to');
  for (const { url } of [base, variant]) {
    expect(processesMentioning([product, new URL(url).port].join('\0'))).toEqual([]);
  }
});

test('a variant that is faster with different answers is not proven, and the differences are listed', async () => {
  const file = written({ base: await side(210), variant: await side(60, 'here you go') });
  const words = ['experiment', file, '--duration', '10', '--looks', '1'];
  const { exitCode, said, reports } = await onSmallRun(words);
  expect(exitCode, said).toBe(1);
  expect(said).toContain('✗ Different answers: The answer comes sooner');
  expect(said).toMatch(/- \/answer\?q=\S+, at the answer: here you are → here you go/);
  const { result, html } = concluded(reports);
  const { differences = [] } = result.answers.found ?? {};
  expect(differences.length).toBeGreaterThan(0);
  for (const { request, ...difference } of differences) {
    expect(request).toMatch(/^\/answer\?q=/);
    expect(difference).toEqual({ at: 'the answer', base: 'here you are', variant: 'here you go' });
  }
  expect(html).toContain('Different answers: The answer comes sooner');
});

const one = 'http://127.0.0.1:1/';

const refused: [string, Record<string, unknown>, string][] = [
  [
    'both sides the same',
    { base: { url: one }, variant: { url: one } },
    'both sides would be the same: base and variant are the same',
  ],
  [
    'one address under two commands',
    { base: { url: one, command: 'true' }, variant: { url: one, command: 'false' } },
    `base.url and variant.url are the same address (${one}); give two addresses, or distinguish the sides by query`,
  ],
  [
    'one address in two spellings',
    { base: { url: 'http://127.0.0.1:1' }, variant: { url: one } },
    'the same',
  ],
  [
    'a variable that does not change',
    { variant: { env: { TARGET_FAULTS: { without: 'no-cache' } } } },
    'both sides would be the same: TARGET_FAULTS has no item "no-cache"; set the variable to',
  ],
  [
    'a command without an address',
    { variant: { command: 'npm start' } },
    'variant.command also needs variant.url, the address at which the product will answer',
  ],
  [
    'another host',
    { base: { url: one }, variant: { url: 'http://search.example.com/' } },
    'FOOTFALL_ALLOW_HOSTS=search.example.com',
  ],
  [
    'an unknown workload',
    { workload: 'smal', variant: { env: { POOL: '20' } } },
    'workload "smal" is unknown; did you mean "small"?',
  ],
  [
    'a product that is not up',
    { base: { url: one }, variant: { url: one, query: { a: '1' } } },
    `base: ${one} does not respond successfully`,
  ],
];
for (const [what, content, message] of refused) {
  test(`${what}: refused before anything is measured`, async () => {
    const file = written(content);
    const { exitCode, said, reports } = await footfallHere(['experiment', file], {}, smallRun);
    expect(said).toContain(message);
    expect(exitCode).toBe(2);
    expect(readdirSync(reports)).toEqual([]);
  });
}

test('a configuration that fails is reported with its last output', async () => {
  const configure = 'echo "no such schema" >&2; exit 4';
  const file = written({ base: { ...(await side(60)), configure }, variant: await side(60) });
  const { exitCode, said } = await onSmallRun(['experiment', file]);
  expect(said).toContain(`base: "${configure}" failed (exit code 4); last output:\nno such schema`);
  expect(exitCode).toBe(2);
});

test('an unknown experiment is refused, and the known ones are listed', async () => {
  const near = await footfallHere(['experiment', 'keep-answer']);
  expect(near.said).toContain('there is no experiments/keep-answer.json; did you mean "keep-answers"?');
  expect(near.exitCode).toBe(2);
  const far = await footfallHere(['experiment', 'teleport-every-user']);
  expect(far.said).toMatch(
    /there is no experiments\/teleport-every-user\.json; there are "cheap-ranking", "/,
  );
  expect(far.exitCode).toBe(2);
  const elsewhere = await footfallHere(['experiment', 'nowhere/keep-answers.json']);
  expect(elsewhere.said).toContain(
    'nowhere/keep-answers.json: file not found; for a file under experiments/, give its name without .json',
  );
  expect(elsewhere.exitCode).toBe(2);
});

test('a flag that must be a number is refused by name', async () => {
  const { exitCode, said } = await footfallHere(['experiment', 'keep-answers', '--margin', 'wide']);
  expect(said).toContain('--margin must be above 0, in percent (got "wide")');
  expect(exitCode).toBe(2);
});

test('without a name, all experiments are listed with what they change', async () => {
  const { exitCode, said } = await footfallHere(['experiment']);
  expect(exitCode).toBe(0);
  const names = readdirSync(join(root, 'experiments'))
    .filter((name) => name !== 'experiment.schema.json')
    .map((name) => name.replace('.json', ''));
  const lines = said.trim().split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual(names.sort());
  expect(said).toMatch(/^keep-answers +Answers are kept for a minute$/m);
});

test('a project without experiments says where to write one', async () => {
  const { exitCode, said } = await footfallHere(['experiment'], {}, smallRun);
  expect(said).toContain('there are no experiments yet; write one as experiments/NAME.json');
  expect(exitCode).toBe(0);
});

test('tune refuses a target that it cannot start', async () => {
  const { exitCode, said, reports } = await footfallHere(['tune'], { FOOTFALL_TARGET: one });
  expect(said).toContain(
    '`footfall tune` restarts the product with other environment variables, so Footfall must start it; ' +
      'set target.url and target.command in footfallConfig(), and unset FOOTFALL_TARGET',
  );
  expect(exitCode).toBe(2);
  expect(readdirSync(reports)).toEqual([]);
});

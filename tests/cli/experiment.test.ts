import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Comparison } from '../../src/sample/comparison.ts';
import { ExperimentResult } from '../../src/sample/experiment.ts';
import { layout } from '../../src/store/layout.ts';
import { processesMentioning } from '../../target/tests/processes.ts';
import { footfall, startFootfall } from './footfall.ts';
import { freePort } from './free-port.ts';

/** Experiments with real workers, a real browser and the small product as a command on both sides. */

/** Starting sides and workers takes its time where others work too. */
test.setTimeout(300_000);

const product = join(import.meta.dirname, 'product-server.js');
const root = join(import.meta.dirname, '../..');

/** `footfall` on the small project, with its workload. */
async function onSmallRun(words: string[], env: NodeJS.ProcessEnv = {}) {
  const started = startFootfall(words, env, join(import.meta.dirname, '../user/small-run'));
  const exitCode = await started.exited;
  return { exitCode, said: started.said(), reports: started.reports };
}

/** The small product as a side: it answers after so many milliseconds, perhaps with other words. */
async function side(answerMs: number, answer?: string) {
  const port = await freePort();
  const words = answer === undefined ? '' : ` '${answer}'`;
  return { url: `http://127.0.0.1:${port}/`, command: `exec node '${product}' ${port} ${answerMs}${words}` };
}

/** Writes an experiment's file, which need not lie in the project. */
function written(content: Record<string, unknown>): string {
  const file = test.info().outputPath('quicker.json');
  const about = { title: 'The answer comes sooner', why: 'It was held back.', workload: 'small' };
  writeFileSync(file, JSON.stringify({ ...about, ...content }));
  return file;
}

/** What lies in the only run folder. */
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

test('a variant that answers 150 ms sooner is proven better at equal answers, and nothing stays behind', async () => {
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
  // An overloaded machine slows both sides, and does not make 150 ms of 20 or of a second.
  expect(latency?.change?.value).toBeLessThan(-75);
  expect(latency?.change?.value).toBeGreaterThan(-600);
  expect(html).toContain('Both sides gave the same answers to');
  for (const { url } of [base, variant]) {
    expect(processesMentioning([product, new URL(url).port].join('\0'))).toEqual([]);
  }
});

test('a variant that is faster with other answers is not proven, and the difference is named', async () => {
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

test('too little time decides nothing', async () => {
  const file = written({ base: await side(60), variant: await side(60) });
  const words = ['experiment', file, '--users', '1', '--duration', '2', '--looks', '1'];
  const { exitCode, said, reports } = await onSmallRun(words);
  expect(exitCode, said).toBe(3);
  expect(concluded(reports).result.outcome).toBe('not decided');
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
    `base.url and variant.url are the same address (${one}); give two, or tell the sides apart by query`,
  ],
  [
    'one address in two spellings',
    { base: { url: 'http://127.0.0.1:1' }, variant: { url: one } },
    'the same',
  ],
  [
    'a variable that is as it was',
    { variant: { env: { TARGET_FAULTS: { without: 'no-cache' } } } },
    'both sides would be the same: TARGET_FAULTS has no item "no-cache"; set the variable as the base is to have it',
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
    `base: ${one} gives no good answer`,
  ],
];
for (const [what, content, message] of refused) {
  test(`${what}: refused before anything is measured`, async () => {
    const file = written(content);
    const { exitCode, said, reports } = await onSmallRun(['experiment', file]);
    expect(said).toContain(message);
    expect(exitCode).toBe(2);
    expect(readdirSync(reports)).toEqual([]);
  });
}

test('a configuration that fails is told with its last words', async () => {
  const configure = 'echo "no such schema" >&2; exit 4';
  const file = written({ base: { ...(await side(60)), configure }, variant: await side(60) });
  const { exitCode, said } = await onSmallRun(['experiment', file]);
  expect(said).toContain(`base: "${configure}" failed (exit code 4); its last words:\nno such schema`);
  expect(exitCode).toBe(2);
});

test('an experiment that there is not is refused with those that there are', async () => {
  const near = await footfall(['experiment', 'keep-answer']);
  expect(near.said).toContain('there is no experiments/keep-answer.json; did you mean "keep-answers"?');
  expect(near.exitCode).toBe(2);
  const far = await footfall(['experiment', 'teleport-every-user']);
  expect(far.said).toMatch(
    /there is no experiments\/teleport-every-user\.json; there are "cheap-ranking", "/,
  );
  expect(far.exitCode).toBe(2);
  const elsewhere = await footfall(['experiment', 'nowhere/keep-answers.json']);
  expect(elsewhere.said).toContain(
    'nowhere/keep-answers.json: there is no such file; the name of one under experiments/ goes without .json',
  );
  expect(elsewhere.exitCode).toBe(2);
});

test('a flag that is no figure is refused by name', async () => {
  const { exitCode, said } = await footfall(['experiment', 'keep-answers', '--margin', 'wide']);
  expect(said).toContain('--margin must be above 0, in percent (got "wide")');
  expect(exitCode).toBe(2);
});

test('without a name those that there are are listed with what they change', async () => {
  const { exitCode, said } = await footfall(['experiment']);
  expect(exitCode).toBe(0);
  const names = readdirSync(join(root, 'experiments'))
    .filter((name) => name !== 'experiment.schema.json')
    .map((name) => name.replace('.json', ''));
  const lines = said.trim().split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual(names.sort());
  expect(said).toMatch(/^keep-answers +Answers are kept for a minute$/m);
});

test('a project without experiments says where to write one', async () => {
  const { exitCode, said } = await onSmallRun(['experiment']);
  expect(said).toContain('there is no experiment yet; write one as experiments/NAME.json');
  expect(exitCode).toBe(0);
});

test('a product of your own is not tuned, since nobody knows how to start it again', async () => {
  const { exitCode, said, reports } = await footfall(['tune'], { FOOTFALL_TARGET: one });
  expect(said).toContain(`nobody here knows how to start ${one}; write an experiment with a command`);
  expect(exitCode).toBe(2);
  expect(readdirSync(reports)).toEqual([]);
});

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { queryLogOf } from '../../src/load/handed-plan.ts';
import { planRun } from '../../src/project/plan-run.ts';
import { readSettings } from '../../src/project/settings.ts';
import { projectAt } from '../project-at.ts';
import small from '../user/small-run/workloads/small.ts';

const project = resolve(import.meta.dirname, '../..');
const startedAt = new Date('2026-01-02T03:04:05Z');

/** A copy of the project's own journeys and budgets, with one more workload and one more budget file. */
function projectWith(budgetFile: string, workload: object = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'footfall-'));
  for (const folder of ['journeys', 'perf-budgets'])
    cpSync(join(project, folder), join(root, folder), { recursive: true });
  mkdirSync(join(root, 'workloads'));
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  const content = { ...small, name: 'mine', mix: { explore: 1 }, budgets: ['mine'], ...workload };
  writeFileSync(join(root, 'workloads/mine.ts'), `export default ${JSON.stringify(content)};`);
  writeFileSync(join(root, 'perf-budgets/mine.json'), budgetFile);
  cpSync(queryLogOf(project), queryLogOf(root));
  return root;
}

const plan = (root: string) =>
  planRun(readSettings(projectAt(root), { FOOTFALL_WORKLOAD: 'mine' }), root, startedAt);

test('the plan is a pure function of workload, seed and settings', async () => {
  const settings = readSettings(projectAt(project), {});
  const first = await planRun(settings, project, startedAt);
  expect(await planRun(settings, project, startedAt)).toEqual(first);
  expect(first.id).toBe('2026-01-02T03-04-05-peak');
  expect(first.seats).toHaveLength(50);
  expect(first.budgets.filter(({ file }) => file === 'acceptance')).toHaveLength(5);
});

const badBudgets: [string, string, RegExp][] = [
  ['broken JSON', '{ "journey": ', /perf-budgets\/mine\.json:1:\d+: invalid JSON/],
  [
    'an unknown journey',
    '{"journey":"exlpore","steps":{}}',
    /mine\.json: journey "exlpore" is unknown.*explore/,
  ],
  [
    'an unknown step',
    '{"journey":"explore","steps":{"serch":{}}}',
    /mine\.json: .*serch.*did you mean "search"/i,
  ],
  ['an unknown metric', '{"groups":{"all":{"latency":{"p75":1}}}}', /mine\.json: groups\.all.*latency/],
  [
    'a negative limit',
    '{"groups":{"all":{"latencyMs":{"p75":-5}}}}',
    /groups\.all\.latencyMs\.p75 must be above 0 \(got -5\)/,
  ],
  [
    'a textual limit',
    '{"groups":{"all":{"latencyMs":{"p75":"fast"}}}}',
    /latencyMs\.p75 must be a number \(got "fast"\)/,
  ],
];

for (const [what, content, message] of badBudgets) {
  test(`a budget file with ${what} is refused with file name and position`, async () => {
    await expect(plan(projectWith(content))).rejects.toThrow(message);
  });
}

test('all errors are reported at once', async () => {
  const root = projectWith('{"groups":{"all":{"latencyMs":{"p75":-5,"p95":"x"}}}}', {
    budgets: ['mine', 'missing'],
  });
  await expect(plan(root)).rejects.toThrow(/p75[\s\S]*p95[\s\S]*missing/);
});

test('a query log with an invalid line is refused with the line number', async () => {
  const root = projectWith('{"groups":{"all":{"latencyMs":{"p75":5}}}}');
  writeFileSync(
    join(root, 'workloads/query-log.ndjson'),
    '{"text":"a","kind":"head"}\n{"text":"b","kind":""}\n',
  );
  await expect(plan(root)).rejects.toThrow(/query-log\.ndjson:2: kind: /);
});

const line = (kind: string) => `${JSON.stringify({ text: 'a', kind })}\n`;
const queryLogs: [string, string | undefined, RegExp | undefined][] = [
  ['no', undefined, /query-log\.ndjson does not exist, but the journey "explore" draws queries from it/],
  ['an empty', '\n', /query-log\.ndjson is empty, but the journey "explore" draws/],
  [
    'another',
    line('heads') + line('misspelt'),
    /has no query of the kind "head" or "title" or "definition", which the journey "explore" draws; did you mean "heads"\?/,
  ],
  ['a sufficient', line('title'), undefined],
];
for (const [what, text, message] of queryLogs) {
  test(`${what} query log is ${message ? 'refused before' : 'accepted, and'} users draw from it`, async () => {
    const root = projectWith('{"groups":{"all":{"latencyMs":{"p75":5}}}}');
    rmSync(queryLogOf(root));
    if (text !== undefined) writeFileSync(queryLogOf(root), text);
    if (message) await expect(plan(root)).rejects.toThrow(message);
    else expect((await plan(root)).seats).toHaveLength(3);
  });
}

test('journeys that are not walked may draw what is not there', async () => {
  const root = projectWith('{"groups":{"all":{"latencyMs":{"p75":5}}}}', { mix: { browse: 1 } });
  rmSync(queryLogOf(root));
  expect((await plan(root)).seats).toHaveLength(3);
});

test('a workload with an unknown journey is refused', async () => {
  const root = projectWith('{}', { mix: { explore: 1, dance: 2 } });
  await expect(plan(root)).rejects.toThrow(/mix names "dance", which is no journey; there are "/);
});

test('an invalid workload is refused with the name of the field', async () => {
  const root = projectWith('{}', { thinkTimeMs: { min: 5, max: 1 } });
  await expect(plan(root)).rejects.toThrow(/mine\.ts: thinkTimeMs: min must not be above max/);
});

test('a project without workloads runs all its journeys, and compares them in few workers', async () => {
  const root = projectWith('{"groups":{"all":{"latencyMs":{"p75":5}}}}');
  rmSync(join(root, 'workloads/mine.ts'));
  rmSync(join(root, 'perf-budgets'), { recursive: true });
  const given = { target: { url: 'http://127.0.0.1:8700/' }, auditedJourney: 'audited pages' };
  const planned = (workload: string) =>
    planRun(readSettings(projectAt(root, given), { FOOTFALL_WORKLOAD: workload }), root, startedAt);
  const { workload: usual } = await planned('');
  expect(usual).toMatchObject({ name: 'usual', users: 10, budgets: [] });
  expect(Object.keys(usual.mix).sort()).toEqual([
    'browse',
    'explore',
    'look up',
    'recover',
    'search and refine',
  ]);
  expect((await planned('compare')).workload).toMatchObject({ name: 'compare', usersPerWorker: 4 });
  await expect(planned('stress')).rejects.toThrow('contains no workloads; write one (see docs/reference.md)');
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeBaseline } from '../../src/analysis/across-runs/baseline.ts';
import { InputError } from '../../src/project/input-error.ts';
import { checkBaselineName, findBaseline } from '../../src/runner/find-baseline.ts';
import { baselineFile, baselineNames, readBaseline, saveBaseline } from '../../src/store/baseline.ts';
import { record, step } from '../analysis/record.ts';
import { sampleRun } from '../analysis/sample-run.ts';

const savedAt = '2026-11-21T00:00:00.000Z';
const emptyProject = () => mkdtempSync(join(tmpdir(), 'footfall-baseline-'));
const small = (name = 'main', ms = 100) =>
  makeBaseline(name, record({ steps: [step(ms, 0), step(ms + 10, 1000)] }), savedAt);

/** A project whose baseline `main` contains this text. */
function projectWith(text: string): string {
  const root = emptyProject();
  writeFileSync(saveBaseline(root, small()), text);
  return root;
}

test('a saved baseline is read back, and replaces an earlier one with the same name', () => {
  const root = emptyProject();
  expect(baselineNames(root)).toEqual([]);
  saveBaseline(root, small('main', 900));
  saveBaseline(root, small('after-cache'));
  const file = saveBaseline(root, small());
  expect(file).toBe(join(root, 'perf-budgets/baselines/main.json'));
  expect(readBaseline(file)).toEqual({ baseline: small() });
  expect(baselineNames(root)).toEqual(['after-cache', 'main']);
  expect(readdirSync(dirname(file))).toEqual(['after-cache.json', 'main.json']);
});

test('a change of one metric changes one line of the file', () => {
  const root = emptyProject();
  const linesOf = (ms: number) => {
    const changed = small();
    const metric = changed.places[0]?.metrics.latencyMs?.statistics;
    if (metric?.p50) metric.p50.observed = ms;
    return readFileSync(saveBaseline(root, changed), 'utf8').split('\n');
  };
  const before = linesOf(105);
  expect(linesOf(205).filter((line, index) => line !== before[index])).toHaveLength(1);
});

test('a baseline of fifty users with all metrics takes less than 150 kB', () => {
  const file = saveBaseline(emptyProject(), makeBaseline('main', sampleRun(), savedAt));
  expect(statSync(file).size).toBeLessThan(150_000);
});

const broken: [string, string, RegExp][] = [
  ['cut off', '{"schemaVersion":1,', /main\.json: is not readable as JSON/],
  [
    'of another schema version',
    JSON.stringify({ ...small(), schemaVersion: 2 }),
    /main\.json: has schema version 2, but this version of Footfall reads 1/,
  ],
  ['of something else', '{"a":1}', /main\.json: has no schema version/],
  ['not even an object', 'null', /main\.json: has no schema version/],
  [
    'with a string for a number',
    JSON.stringify({ ...small(), run: { ...small().run, users: 'many' } }),
    /main\.json: does not match the schema: run\.users: /,
  ],
];
for (const [what, text, message] of broken) {
  test(`the error for a baseline file that is ${what} has the path, the reason and what to do`, () => {
    const root = projectWith(text);
    expect(() => findBaseline(root, 'main')).toThrow(InputError);
    expect(() => findBaseline(root, 'main')).toThrow(message);
    expect(() => findBaseline(root, 'main')).toThrow(/save it again with `npx footfall baseline save/);
  });
}

test('a baseline is found by its name and by its file path', () => {
  const root = emptyProject();
  saveBaseline(root, small());
  expect(findBaseline(root, 'main')).toEqual(small());
  expect(findBaseline(root, 'perf-budgets/baselines/main.json')).toEqual(small());
  expect(findBaseline(root, baselineFile(root, 'main'))).toEqual(small());
});

test('the error for a missing baseline lists the existing ones, or how to create one', () => {
  const root = emptyProject();
  expect(() => findBaseline(root, 'mian')).toThrow(
    /there is no baseline "mian" \(FOOTFALL_BASELINE, --baseline\).*save one from a run with `npx footfall baseline save/,
  );
  saveBaseline(root, small());
  expect(() => findBaseline(root, 'mian')).toThrow(/did you mean "main"\?/);
  expect(() => findBaseline(root, '../mian')).toThrow(InputError);
  expect(existsSync(baselineFile(root, 'mian'))).toBe(false);
});

for (const name of ['', '..', 'a/b', '../main', 'a b', 'ä', 'x\n']) {
  test(`${JSON.stringify(name)} is not a valid baseline name`, () => {
    expect(() => checkBaselineName(name)).toThrow(/letters, digits, "\.", "-" and "_" only/);
  });
}

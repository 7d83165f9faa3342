import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { chooseSlowSteps } from '../../src/analysis/slow-queries/choose-steps.ts';
import { writePageScript } from '../../src/runner/browser/page-script.ts';
import { traceSlowSteps } from '../../src/runner/replay/trace-steps.ts';
import { TraceSample } from '../../src/sample/evidence.ts';
import type { StepSample } from '../../src/sample/sample.ts';
import { layout } from '../../src/store/layout.ts';
import { unzipped } from '../../src/store/zip.ts';
import type { Walk } from '../../src/user/walk.ts';
import { givenUp, record, step } from '../analysis/record.ts';
import { ask } from '../user/ask.ts';
import { serveSmallProduct } from '../user/small-product.ts';

test('the slowest answered step of each journey, with its position in the walk', () => {
  const of = (journey: string, ms: number, atMs: number, changes: Partial<StepSample> = {}) =>
    step(ms, atMs, { journey, step: 'follow', user: 2, iteration: 1, ...changes });
  const slowest = of('explore', 90, 3000);
  const steps = [
    of('explore', 50, 1000),
    of('explore', 99, 2000, { phase: 'ramp' }),
    slowest,
    of('explore', 60, 4000),
    of('explore', 40, 500, { iteration: 0 }),
    { ...givenUp(10_000, 0), journey: 'explore' },
    of('browse', 20, 100, { user: 3 }),
  ];
  expect(chooseSlowSteps(steps)).toEqual([
    { id: slowest.id, user: 2, journey: 'explore', step: 'follow', iteration: 1, occurrence: 2 },
    expect.objectContaining({ journey: 'browse', occurrence: 0 }),
  ]);
});

function folderOf(url: string, steps: StepSample[]) {
  const { run, samples } = record({ steps });
  const folder = mkdtempSync(join(tmpdir(), 'footfall-traces-'));
  const files = layout(folder);
  mkdirSync(files.samples);
  writePageScript(files.pageScript);
  const stored = { ...run, folder, target: { url } };
  writeFileSync(files.run, JSON.stringify(stored));
  writeFileSync(files.runSamples, samples.map((sample) => `${JSON.stringify(sample)}\n`).join(''));
  const { id, workload, target, seats, workers, budgets } = stored;
  const plan = { id, folder, workload, target, seats, workers, budgets };
  return {
    plan,
    traces: () =>
      readFileSync(join(files.samples, 'traces.ndjson'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => TraceSample.parse(JSON.parse(line))),
  };
}

process.env.FOOTFALL_ROOT = resolve(import.meta.dirname, '../..');

test('the slowest step is reached again and traced alone; a changed journey is reported', async () => {
  test.setTimeout(300_000);
  const product = await serveSmallProduct();
  const slow = step(200, 2000, { journey: 'ask', step: 'ask again', iteration: 4 });
  const gone = step(100, 1000, { journey: 'changed', step: 'no longer there' });
  const { plan, traces } = folderOf(product.url, [step(90, 1000, { journey: 'ask' }), slow, gone]);
  const drawn: string[] = [];
  const walk: Walk = async ({ user, queries }) => {
    const { text } = queries.draw('head');
    drawn.push(text);
    await user.step('ask', ask(text));
    await user.step('ask again', ask(`${text} again`));
    drawn.push('too far');
  };
  const logged: string[] = [];
  const browser = process.env.FOOTFALL_BROWSER || undefined;
  const journeys = new Map([
    ['ask', walk],
    ['changed', walk],
  ]);
  try {
    await traceSlowSteps(plan, journeys, browser, (line) => logged.push(line));
  } finally {
    product.close();
  }
  const name = `traces/ask-ask-again-${slow.id.slice(-8)}`;
  const files = { playwright: `${name}.zip`, chromium: `${name}.json` };
  expect(traces()).toMatchObject([
    { stepId: slow.id, ...files },
    { stepId: gone.id, failure: 'the journey no longer has its step “no longer there”' },
  ]);
  expect(logged).toHaveLength(2);
  // The same draws as in the run, and nothing after the step.
  expect(drawn.filter((text) => text === 'too far')).toHaveLength(1);
  const inside = unzipped(readFileSync(join(plan.folder, files.playwright)));
  expect(inside.find(({ name }) => name.endsWith('.trace'))?.content.length).toBeGreaterThan(1000);
  // No requests with their headers, no bodies: only pictures are left as files.
  expect(
    inside.filter(({ name }) => name.endsWith('.network')).every(({ content }) => content.length === 0),
  ).toBe(true);
  expect(inside.filter(({ name }) => /^resources.*(?<!jpeg)$/.test(name))).toEqual([]);
  const { traceEvents } = JSON.parse(readFileSync(join(plan.folder, files.chromium), 'utf8'));
  expect(traceEvents.length).toBeGreaterThan(100);
  expect(existsSync(join(plan.folder, `traces/changed-no-longer-there-${gone.id.slice(-8)}.zip`))).toBe(
    false,
  );
});

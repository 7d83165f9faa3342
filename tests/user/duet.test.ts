import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { playwright } from '../../src/cli/run/playwright.ts';
import { type HandOver, handedOver } from '../../src/project/hand-over.ts';
import { planRun } from '../../src/project/plan-run.ts';
import { readSettings } from '../../src/project/settings.ts';
import type { RunPlan } from '../../src/sample/run.ts';
import type { Sample, StepSample } from '../../src/sample/sample.ts';
import { layout } from '../../src/store/layout.ts';
import { readRun } from '../../src/store/read.ts';
import { projectAt } from '../project-at.ts';
import { serveSmallProduct } from './small-product.ts';

/** Two versions side by side, as in a comparison: real workers, a real browser, two small products. */

test.setTimeout(300_000);

const root = join(import.meta.dirname, 'small-run');

/** The number of the unanswered question: in the second round of one of the users. */
const SILENT_AT = 5;
const ROUNDS = 5;

/** The environment without settings of the run that runs this test. */
const ownEnv = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(FOOTFALL|TARGET|PW|PLAYWRIGHT|TEST)_/.test(name) || name === 'FOOTFALL_BROWSER',
  ),
);

async function planDuet(sides: NonNullable<RunPlan['sides']>): Promise<Omit<HandOver, 'root'>> {
  const env = { FOOTFALL_WORKLOAD: 'duet', FOOTFALL_REPORTS: mkdtempSync(join(tmpdir(), 'footfall-duet-')) };
  const settings = readSettings(projectAt(root, { target: { url: sides.head, home: 'input' } }), env);
  const plan = await planRun(settings, root, new Date());
  return { settings, plan: { ...plan, sides, budgets: [] } };
}

const runDuet = (handed: Omit<HandOver, 'root'>) =>
  playwright(join(root, 'playwright.config.ts'), { ...ownEnv, ...handedOver({ root, ...handed }) }, 'kept');

function samplesOf(folder: string): Sample[] {
  try {
    return readRun(folder).samples;
  } catch {
    return [];
  }
}

const stepsOf = (samples: Sample[]) => samples.filter((sample) => sample.type === 'step');

/** The question of an answered step. */
const questionOf = ({ request }: StepSample) => new URL(request?.url as string).searchParams.get('q');

test('each round asks both sides the same, even after one did not answer, until there is enough data', async () => {
  const base = await serveSmallProduct(SILENT_AT);
  const head = await serveSmallProduct();
  const handed = await planDuet({ base: base.url, head: head.url });
  const files = layout(handed.plan.folder);
  let ended = false;
  const running = runDuet(handed).finally(() => {
    ended = true;
  });
  const isFarEnough = () => {
    const steps = stepsOf(samplesOf(handed.plan.folder));
    return [0, 1].every((user) => steps.some((step) => step.user === user && step.iteration >= ROUNDS));
  };
  await expect.poll(() => ended || isFarEnough(), { timeout: 200_000 }).toBe(true);
  if (existsSync(files.samples)) writeFileSync(files.enough, '');
  const { said } = await running;
  base.close();
  head.close();

  const { run, samples, unreadable } = readRun(handed.plan.folder);
  expect(unreadable).toEqual([]);
  expect(run.sides, said).toEqual({ base: base.url, head: head.url });
  expect(run.target.url).toBe(head.url);
  expect(samples.filter(({ type }) => type === 'end')).toMatchObject([{ reason: 'completed' }]);
  for (const user of [0, 1]) {
    const events = samples.flatMap((sample) =>
      sample.type === 'user' && sample.user === user ? [sample.event] : [],
    );
    expect(events).toEqual(['ready', 'start', 'end']);
  }

  const steps = stepsOf(samples);
  const [silent, ...others] = steps.filter(({ outcome }) => outcome.status === 'timeout');
  expect(silent).toMatchObject({ side: 'base' });
  const counterpart = (step: StepSample) =>
    steps.find(
      (other) =>
        other.side === 'head' &&
        other.user === step.user &&
        other.iteration === step.iteration &&
        other.step === step.step,
    );
  const pairs = steps.flatMap((step): [StepSample, StepSample][] => {
    const other = counterpart(step);
    const bothAnswered = other?.outcome.status === 'ok' && step.outcome.status === 'ok';
    return step.side === 'base' && other && bothAnswered && step.step !== 'open home' ? [[step, other]] : [];
  });
  for (const [one, other] of pairs) {
    expect(questionOf(one)).toBe(questionOf(other));
    const asked = `${one.step === 'ask again' ? 'again ' : ''}${one.query?.text}`;
    expect(asked).toBe(questionOf(one));
    expect(one.query).toEqual({ text: expect.any(String), kind: 'head' });
    expect(one.query).toEqual(other.query);
    expect(one.request?.url.startsWith(base.url)).toBe(true);
    expect(other.request?.url.startsWith(head.url)).toBe(true);
  }
  // A round begins without a query.
  for (const step of steps.filter((one) => one.step === 'open home'))
    expect(step).not.toHaveProperty('query');
  // The aborted round has no second question on the base; the later rounds are complete.
  const pairsOf = (user: number) => pairs.filter(([step]) => step.user === user);
  const later = pairsOf(silent?.user as number).filter(
    ([{ iteration }]) => iteration > (silent?.iteration as number),
  );
  if (others.length === 0) expect(later.length).toBeGreaterThanOrEqual(2 * (ROUNDS - 2));
  expect(later.length).toBeGreaterThan(0);
  for (const user of [0, 1]) {
    // Walks differ from each other.
    expect(new Set(pairsOf(user).map(([step]) => questionOf(step))).size).toBeGreaterThan(2);
  }

  // The runs of a comparison are judged by the comparison.
  for (const file of [files.analysis, files.html, files.allureResults, join(handed.plan.folder, '../latest')])
    expect(existsSync(file), file).toBe(false);
});

test('an unreachable side is reported, and nothing is measured', async () => {
  const head = await serveSmallProduct();
  const handed = await planDuet({ base: 'http://127.0.0.1:1/', head: head.url });
  const { said } = await runDuet(handed);
  head.close();
  expect(said).toContain('the base http://127.0.0.1:1/ cannot be reached');
  expect(said).toContain('--base');
  expect(existsSync(layout(handed.plan.folder).run)).toBe(false);
});

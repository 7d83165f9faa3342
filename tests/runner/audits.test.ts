import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Browser } from 'puppeteer-core';
import { openSearchPage } from '../../fixtures/search-page.ts';
import { auditAnalysis } from '../../src/analysis/audits.ts';
import { handedOver } from '../../src/project/hand-over.ts';
import { planRun } from '../../src/project/plan-run.ts';
import { readSettings } from '../../src/project/settings.ts';
import { auditBrowsers } from '../../src/runner/audits/audit-browsers.ts';
import { findPages } from '../../src/runner/audits/find-pages.ts';
import { auditPage } from '../../src/runner/audits/lighthouse.ts';
import { runAudits } from '../../src/runner/audits/run-audits.ts';
import { walkIn } from '../../src/runner/audits/walk.ts';
import { writePageScript } from '../../src/runner/browser/page-script.ts';
import type { RunPlan } from '../../src/sample/run.ts';
import { Sample } from '../../src/sample/sample.ts';
import { layout } from '../../src/store/layout.ts';
import type { Walk } from '../../src/user/walk.ts';
import peak from '../../workloads/peak.ts';
import { isAlive } from '../cli/footfall.ts';
import { projectAt } from '../project-at.ts';
import { RESULTS_BYTES, serveAuditedProduct } from './audited-product.ts';

/** Four loads, each with the pauses that Lighthouse makes, on a machine that may be very busy. */
test.describe.configure({ timeout: 600_000 });

const PATIENCE_MS = 120_000;

const repository = resolve(import.meta.dirname, '../..');
process.env.FOOTFALL_ROOT = repository;

const findBrowsers = () => auditBrowsers(process.env.FOOTFALL_BROWSER || undefined);

function planFor(url: string): RunPlan {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-audits-'));
  mkdirSync(layout(folder).samples);
  writePageScript(layout(folder).pageScript, true);
  return {
    id: 'audits',
    folder,
    workload: peak,
    target: { url, home: '[data-ready]' },
    seats: [],
    workers: 1,
    budgets: [],
    audits: true,
  };
}

/** The journey over the pages, as a project writes it. */
const overPages: Walk = async ({ user, url, random }) => {
  const search = openSearchPage(url, random);
  await user.step('results', search.search('lamp'));
  await user.step('document', search.openFirstResult());
};

const samplesOf = ({ folder }: RunPlan) =>
  readFileSync(layout(folder).auditSamples, 'utf8')
    .trim()
    .split('\n')
    .map((line) => Sample.parse(JSON.parse(line)));

test('known defects are found on the pages that have them', async () => {
  const product = await serveAuditedProduct({ finds: true });
  const browsers = await findBrowsers();
  const said: string[] = [];
  const plan = planFor(product.url);
  try {
    await runAudits(plan, browsers, (line) => said.push(line), overPages, 1);
  } finally {
    await browsers.close();
    product.close();
  }
  const audits = auditAnalysis(samplesOf(plan));
  expect(audits?.failures).toEqual([]);
  const [home, results, document] = audits?.pages ?? [];
  expect(home).toMatchObject({ page: 'home', url: product.url, runs: 1, report: 'lighthouse/home.html' });
  expect(new URL(results?.url ?? '').pathname).toBe('/search');
  expect(document?.url).toBe(`${product.url}document`);

  expect(home?.audits['cumulative-layout-shift']).toBe(0);
  expect(document?.audits['cumulative-layout-shift']).toBeGreaterThan(0.1);
  expect(home?.audits['total-byte-weight']).toBeLessThan(10_000);
  expect(results?.audits['total-byte-weight']).toBeGreaterThan(RESULTS_BYTES);
  expect(results?.audits['total-byte-weight']).toBeLessThan(RESULTS_BYTES + 10_000);
  expect(Object.keys(home?.categories ?? {}).sort()).toEqual([
    'accessibility',
    'best-practices',
    'performance',
  ]);
  expect(home?.benchmarkIndex).toBeGreaterThan(0);

  for (const { report } of audits?.pages ?? []) {
    expect(readFileSync(join(plan.folder, report as string), 'utf8')).toContain('<title>Lighthouse Report');
  }
  const flow = readFileSync(join(plan.folder, audits?.flow as string), 'utf8');
  for (const step of ['Load the home page', 'Search', 'The results'])
    expect(flow).toContain(`"name":"${step}"`);
  expect(said.map((line) => line.replace(/\d+$|\d+(\.\d+)? (s|min).*$/, 'n'))).toEqual([
    'audit home 1 of 1 · performance n',
    'audit results 1 of 1 · performance n',
    'audit document 1 of 1 · performance n',
    'audits took n',
  ]);
});

test('a page that cannot be reached is named, and the pages before it are found', async () => {
  const product = await serveAuditedProduct({ finds: false });
  const browsers = await findBrowsers();
  const plan = planFor(product.url);
  const find = (journey?: Walk) =>
    browsers.withFresh(async (browser) => findPages(await walkIn(browser, plan, journey)), PATIENCE_MS);
  try {
    expect(await find(overPages)).toEqual({
      home: { url: product.url },
      results: { url: `${product.url}search?q=lamp` },
      document: { missing: expect.stringMatching(/^not reached: ./) },
    });
    // Without a journey over the pages, the home page is all that is known.
    expect(await find()).toMatchObject({
      home: { url: product.url },
      results: { missing: expect.stringContaining('auditedJourney in footfallConfig()') },
    });
  } finally {
    await browsers.close();
    product.close();
  }
});

test('a page that answers with an error is no result', async () => {
  const product = await serveAuditedProduct({ finds: true });
  const browsers = await findBrowsers();
  try {
    const audit = browsers.withFresh((browser) => auditPage(browser, `${product.url}nowhere`), PATIENCE_MS);
    await expect(audit).rejects.toThrow('ERRORED_DOCUMENT_REQUEST');
  } finally {
    await browsers.close();
    product.close();
  }
});

test('stopped in the middle of an audit, no browser and no profile is left', async () => {
  const browsers = await findBrowsers();
  let opened: (browser: Browser) => void = () => {};
  const open = new Promise<Browser>((resolve) => {
    opened = resolve;
  });
  const never = new Promise<never>(() => {});
  const audit = browsers.withFresh((browser) => {
    opened(browser);
    return never;
  }, PATIENCE_MS);
  const chromium = (await open).process();
  const profile = chromium?.spawnargs.find((word) => word.startsWith('--user-data-dir='))?.split('=')[1];
  expect(existsSync(profile as string)).toBe(true);
  const refused = expect(audit).rejects.toThrow('the audits were stopped');
  await browsers.close();
  await refused;
  expect(isAlive(chromium?.pid as number)).toBe(false);
  expect(existsSync(profile as string)).toBe(false);
  await expect(browsers.withFresh(() => never, PATIENCE_MS)).rejects.toThrow('the audits were stopped');
});

test('one that never ends is given up, and its browser closed', async () => {
  const browsers = await findBrowsers();
  let browser: Browser | undefined;
  const audit = browsers.withFresh((fresh) => {
    browser = fresh;
    return new Promise<never>(() => {});
  }, 500);
  await expect(audit).rejects.toThrow('nothing came of it within 0.5 s');
  expect(browser?.connected).toBe(false);
  expect(browsers.isClosed()).toBe(false);
});

test('the pages are looked at before the budgets on them are judged, and only when that is asked for', () => {
  const plan = {
    ...planFor('http://localhost/'),
    budgets: [
      { id: 'a budget', file: 'a', metric: 'latencyMs' as const, statistic: 'p75' as const, limit: 1 },
    ],
  };
  const listed = (audits: boolean) =>
    execFileSync(
      process.execPath,
      [
        'node_modules/@playwright/test/cli.js',
        'test',
        '--list',
        '--reporter',
        'list',
        '--project',
        'budgets',
      ],
      {
        env: {
          ...process.env,
          ...handedOver({
            root: repository,
            settings: readSettings(projectAt(repository), {}),
            plan: { ...plan, audits },
          }),
        },
        encoding: 'utf8',
      },
    )
      .split('\n')
      .flatMap((line) => / › (page audits|a budget)$/.exec(line)?.[1] ?? []);
  expect(listed(true)).toEqual(['page audits', 'a budget']);
  expect(listed(false)).toEqual(['a budget']);
});

test('the setting wins over the workload, and must be on or off', async () => {
  const nowhere = mkdtempSync(join(tmpdir(), 'footfall-'));
  const planned = async (env: NodeJS.ProcessEnv) =>
    (await planRun(readSettings(projectAt(nowhere), env), process.cwd(), new Date())).audits;
  expect(await planned({})).toBe(true);
  expect(await planned({ FOOTFALL_AUDITS: 'off' })).toBe(false);
  expect(await planned({ FOOTFALL_WORKLOAD: 'smoke' })).toBe(false);
  expect(await planned({ FOOTFALL_WORKLOAD: 'smoke', FOOTFALL_AUDITS: 'on' })).toBe(true);
  await expect(planned({ FOOTFALL_AUDITS: 'yes' })).rejects.toThrow(
    'FOOTFALL_AUDITS (--audits, --no-audits) must be on or off (got "yes")',
  );
});

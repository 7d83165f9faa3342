import { expect, test } from '@playwright/test';
import type { Result } from 'lighthouse';
import { computeMedianRun } from 'lighthouse/core/lib/median-run.js';
import { analyse } from '../../src/analysis/analyse.ts';
import { auditAnalysis, medianRun } from '../../src/analysis/audits.ts';
import { randomStream } from '../../src/load/random.ts';
import { Analysis } from '../../src/sample/analysis.ts';
import type { AuditedPage } from '../../src/sample/audited-pages.ts';
import { type AuditReportSample, AuditSample } from '../../src/sample/sample.ts';
import { sampleRun } from './sample-run.ts';

const run = (fcp: number, interactive: number, changes: Partial<AuditSample> = {}): AuditSample => ({
  type: 'audit',
  page: 'home',
  url: 'http://localhost/',
  at: 2_000_000_000_000,
  round: 0,
  categories: { performance: 0.9 },
  audits: { 'first-contentful-paint': fcp, interactive },
  ...changes,
});

const report = (
  of: AuditReportSample['of'],
  changes: Partial<AuditReportSample> = {},
): AuditReportSample => ({ type: 'audit report', of, at: 2_000_000_000_000, failures: [], ...changes });

test('the median run of five is the closest to the medians of both milestones', () => {
  const runs = [run(900, 1000), run(100, 5000), run(310, 1210), run(300, 900), run(320, 1300)];
  // Medians: 310 and 1210.
  expect(medianRun(runs)).toBe(runs[2]);
  expect(medianRun([])).toBeUndefined();
  const halves = [run(100, 1), run(200, 1)].map(({ audits: { interactive: _, ...audits }, ...rest }) => ({
    ...rest,
    audits,
  }));
  expect(medianRun(halves)).toBeUndefined();
});

test('Lighthouse selects the same median run', () => {
  const random = randomStream(1, 'runs of Lighthouse');
  for (let trial = 0; trial < 500; trial += 1) {
    // Few values, so that there are ties.
    const count = 1 + Math.floor(random.between(0, 7));
    const runs = Array.from({ length: count }, () =>
      run(Math.ceil(random.between(1, 6)), Math.ceil(random.between(1, 6))),
    );
    const results = runs.map(({ audits }) => ({
      audits: Object.fromEntries(Object.entries(audits).map(([id, numericValue]) => [id, { numericValue }])),
    }));
    const theirs = computeMedianRun(results as unknown as Result[]) as unknown as (typeof results)[number];
    expect(medianRun(runs)).toBe(runs[results.indexOf(theirs)]);
  }
});

test('each page shows its median run, failures are listed, and only existing reports are linked', () => {
  const of = (page: AuditedPage, fcp: number) => run(fcp, 2 * fcp, { page, url: `http://localhost/${page}` });
  const audits = auditAnalysis([
    of('results', 30),
    of('home', 300),
    of('results', 10),
    of('home', 100),
    of('results', 20),
    { ...of('home', 200), benchmarkIndex: 1500 },
    report('results', { file: 'lighthouse/results.html', failures: ['4 of 5: NO_FCP: nothing was painted'] }),
    report('document', { failures: ['not reached: nothing was found'] }),
    report('flow', { file: 'lighthouse/flow.html' }),
  ]);
  expect(audits).toEqual({
    pages: [
      {
        page: 'home',
        url: 'http://localhost/home',
        runs: 3,
        categories: { performance: 0.9 },
        audits: { 'first-contentful-paint': 200, interactive: 400 },
        benchmarkIndex: 1500,
      },
      {
        page: 'results',
        url: 'http://localhost/results',
        runs: 3,
        report: 'lighthouse/results.html',
        categories: { performance: 0.9 },
        audits: { 'first-contentful-paint': 20, interactive: 40 },
      },
    ],
    flow: 'lighthouse/flow.html',
    failures: [
      { of: 'results', message: '4 of 5: NO_FCP: nothing was painted' },
      { of: 'document', message: 'not reached: nothing was found' },
    ],
  });
});

test('audits do not affect the rest of the analysis, and are absent from a run without them', () => {
  const record = sampleRun();
  const { audits: none, ...without } = analyse(record);
  expect(none).toBeUndefined();
  const audited = {
    ...record,
    samples: [AuditSample.parse(run(100, 200)), ...record.samples, report('home')],
  };
  const { audits, ...withAudits } = Analysis.parse(analyse(audited));
  expect(audits?.pages).toHaveLength(1);
  expect(withAudits).toEqual(Analysis.parse(without));
});

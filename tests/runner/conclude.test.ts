import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { renderTerminal } from '../../src/report/terminal.ts';
import { conclude, remember } from '../../src/runner/conclude.ts';
import { besideRuns, readHistory } from '../../src/store/history.ts';
import { layout } from '../../src/store/layout.ts';
import { sampleRun } from '../analysis/sample-run.ts';

const reportsFolder = () => mkdtempSync(join(tmpdir(), 'footfall-reports-'));

/** Writes the run of that hour as its workers would have. */
function storedRun(reports: string, hour: number): string {
  const { run, samples, telemetry } = sampleRun({ seed: hour, users: 5, steadyStateMs: 20_000 });
  const id = `run-${hour}`;
  const folder = join(reports, id);
  const files = layout(folder);
  const lines = (entries: unknown[]) => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  mkdirSync(files.samples, { recursive: true });
  const startedAt = new Date(Date.UTC(2026, 10, 20, hour)).toISOString();
  writeFileSync(files.run, JSON.stringify({ ...run, id, folder, startedAt }));
  writeFileSync(files.runSamples, lines(samples));
  writeFileSync(files.telemetry, lines(telemetry));
  return folder;
}

const idsIn = (history: string) => readHistory(history).lines.map(({ id }) => id);

/** As at the end of a run. */
function end(folder: string, history?: string) {
  const analysis = conclude(folder, history);
  remember(folder, analysis, history);
  return analysis;
}

test('two runs leave two lines beside them, and the second shows the first', () => {
  const reports = reportsFolder();
  const first = storedRun(reports, 9);
  const second = storedRun(reports, 10);
  const history = besideRuns(first);
  expect(end(first).trend).toBeUndefined();
  expect(idsIn(history)).toEqual(['run-9']);
  expect(end(second).trend?.runs.map(({ id }) => id)).toEqual(['run-9', 'run-10']);
  expect(idsIn(history)).toEqual(['run-9', 'run-10']);
  expect(readFileSync(layout(second).html, 'utf8')).toContain('Over the last runs');
});

test('a run that is rendered again adds no line, and its report is as before', () => {
  const reports = reportsFolder();
  const folders = [storedRun(reports, 9), storedRun(reports, 10)];
  const history = besideRuns(folders[0] as string);
  const before = folders.map((folder) => end(folder));
  const lines = readFileSync(history, 'utf8');
  // What came later is no part of the first one's trend.
  expect(folders.map((folder) => conclude(folder))).toEqual(before);
  expect(readFileSync(history, 'utf8')).toBe(lines);
  for (const folder of folders) end(folder);
  expect(readFileSync(history, 'utf8')).toBe(lines);
});

test('a history that is a folder is read and grows in the same way', () => {
  const reports = reportsFolder();
  const history = `${join(reports, 'history')}/`;
  end(storedRun(reports, 9), history);
  const { trend } = end(storedRun(reports, 10), history);
  expect(trend?.runs).toHaveLength(2);
  expect(idsIn(history).sort()).toEqual(['run-10', 'run-9']);
});

test('a history that cannot be written is told, and takes nothing from the run', () => {
  const reports = reportsFolder();
  const folder = storedRun(reports, 9);
  const analysis = conclude(folder);
  const file = join(reports, 'a-file');
  writeFileSync(file, '');
  const told: string[] = [];
  const { error } = console;
  console.error = (text: string) => told.push(text);
  try {
    remember(folder, analysis, join(file, 'history.ndjson'));
  } finally {
    console.error = error;
  }
  expect(told).toEqual([expect.stringMatching(/^the run could not be added to the history: /)]);
});

test('a comparison keeps its own reports', () => {
  const folder = storedRun(reportsFolder(), 9);
  const files = layout(folder);
  const run = JSON.parse(readFileSync(files.run, 'utf8')) as object;
  const sides = { base: 'http://127.0.0.1:1/', head: 'http://127.0.0.1:2/' };
  writeFileSync(files.run, JSON.stringify({ ...run, sides }));
  writeFileSync(files.html, 'a comparison');
  expect(() => conclude(folder)).toThrow('two versions side by side');
  expect(readFileSync(files.html, 'utf8')).toBe('a comparison');
});

test('a history that cannot be read costs no report', () => {
  const folder = storedRun(reportsFolder(), 9);
  const history = join(reportsFolder(), 'history/');
  mkdirSync(join(history, 'folder.json'), { recursive: true });
  conclude(folder, history);
  expect(readFileSync(layout(folder).html, 'utf8')).toContain('<!doctype html>');
});

test('the users can be judged before their pages are audited, and printed without listing their budgets again', () => {
  const folder = storedRun(reportsFolder(), 9);
  const run = JSON.parse(readFileSync(layout(folder).run, 'utf8'));
  const ofPage = {
    id: 'lighthouse: home',
    file: 'lighthouse',
    page: 'home',
    metric: 'cls',
    statistic: 'p50',
    limit: 0.1,
  };
  writeFileSync(layout(folder).run, JSON.stringify({ ...run, budgets: [...run.budgets, ofPage] }));

  const users = conclude(folder, undefined, 'users');
  expect([...users.acceptance, ...users.budgets]).toHaveLength(run.budgets.length);
  const everything = conclude(folder);
  expect(everything.budgets.filter(({ page }) => page !== undefined)).toMatchObject([
    { page: 'home', outcome: 'inconclusive' },
  ]);
  expect(everything.verdict.outcome).not.toBe('pass');

  const shown = { width: 100, colours: false };
  const pages = { acceptance: [], budgets: everything.budgets.filter(({ page }) => page !== undefined) };
  const [whole, rest] = [renderTerminal(everything, shown), renderTerminal(everything, shown, pages)];
  expect(rest).toContain('home page');
  expect(rest).not.toContain('Acceptance');
  // The verdict below is the same.
  expect(rest.split('\n').slice(-4)).toEqual(whole.split('\n').slice(-4));
});

test('a report that cannot be written costs neither the verdict nor the other reports', () => {
  const folder = storedRun(reportsFolder(), 9);
  // As a full disk does, this keeps one file from being written.
  mkdirSync(join(layout(folder).html, 'in the way'), { recursive: true });
  const said: string[] = [];
  const { error } = console;
  console.error = (text: string) => said.push(text);
  try {
    expect(conclude(folder).verdict.reasons.length).toBeGreaterThan(0);
  } finally {
    console.error = error;
  }
  expect(said.join()).toMatch(/index\.html could not be written \(E\w+\)\nwhat was measured is kept/);
  expect(readFileSync(layout(folder).markdown, 'utf8')).toContain('Run ');
  expect(existsSync(`${layout(folder).html}.part`)).toBe(false);
});

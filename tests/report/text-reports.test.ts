import { expect, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import { headline } from '../../src/report/headline.ts';
import { renderJunit } from '../../src/report/junit.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { plainText } from '../../src/sample/plain-text.ts';
import type { RunRecord } from '../../src/sample/record.ts';
import { sampleRun } from '../analysis/sample-run.ts';
import { expectGolden } from './golden.ts';
import { withKnownDiagnosis } from './known/known-diagnosis.ts';
import { smallAnalysis } from './known/small-analysis.ts';

const escape = '\u001b';

test('the terminal report matches its golden file', () => {
  expectGolden('terminal.golden.txt', renderTerminal(smallAnalysis(), { width: 110, colours: false }));
});

test('the pull request summary matches its golden file', () => {
  expectGolden('summary.golden.md', renderMarkdown(smallAnalysis()));
});

test('the JUnit report matches its golden file', () => {
  expectGolden('junit.golden.xml', renderJunit(smallAnalysis()));
});

/** All users are lost, each for a different reason. */
function abandonedRun(): RunRecord {
  const run = sampleRun();
  const at = Date.parse(run.run.startedAt) + 60_000;
  for (let user = 0; user < 50; user += 1) {
    const message = `page ${user} was closed because ${'of this and that '.repeat(30)}`;
    run.samples.push({ type: 'user', user, journey: 'explore', event: 'lost', at, message });
  }
  return run;
}

const runs = {
  passed: sampleRun(),
  failed: sampleRun({ delayMs: 3500 }),
  contaminated: sampleRun({ delayMs: 3500, cpuShare: 0.98 }),
  invalid: sampleRun({ lagMs: 600 }),
  abandoned: abandonedRun(),
};

for (const [name, run] of Object.entries(runs)) {
  for (const width of [60, 80, 140]) {
    test(`the terminal report of a ${name} run fits ${width} columns and 40 rows`, () => {
      const analysis = withKnownDiagnosis(analyse(run));
      const lines = renderTerminal(analysis, { width, colours: false }).split('\n');
      expect(lines.length).toBeLessThanOrEqual(41);
      for (const line of lines) expect([...line].length, line).toBeLessThanOrEqual(width);
    });
  }
}

test('the worst budgets are at the top, and the counts include all others', () => {
  const analysis = analyse(runs.failed);
  const text = renderTerminal(analysis, { width: 100, colours: false });
  const section = text.slice(text.indexOf('Budgets, worst first')).split('\n');
  expect(section[1]).toContain('look up › type a word');
  const shown = section.filter((line) => /^ {2}[✓✗?] \S.* ≤ /.test(line)).length;
  const [, fails = '0'] = text.match(/… (\d+) more fail/) ?? [];
  const [, passes = '0'] = text.match(/(\d+) more pass/) ?? [];
  expect(shown + Number(fails) + Number(passes)).toBe(analysis.budgets.length);
});

test('the terminal report says where the time goes and what to change, as far as it fits', () => {
  const known = smallAnalysis();
  const lines = renderTerminal(known, { width: 140, colours: false }).split('\n');
  const from = lines.findIndex((line) => line.includes('Where the time goes'));
  expect(lines.slice(from, from + 3)).toEqual([
    '  Where the time goes: browser 46 %, search engine 22 %, database 15 %, network 8 %; the extra time of slow steps is mainly in the database',
    '  Advice: The server keeps memory (app server). Find what holds on to each request.',
    '  Advice: An index is missing on documents.category (database, could save 31 % of wait time). Create an index on the column of the filter.',
  ]);
  expect(lines.filter((line) => line.includes('Advice:'))).toHaveLength(3);
  const { whereTimeGoes: _, ...rest } = known;
  expect(renderTerminal({ ...rest, advice: [] }, { width: 140, colours: false })).not.toMatch(
    /Advice:|Where the time goes/,
  );
});

test('colours are used only on request', () => {
  expect(renderTerminal(smallAnalysis(), { width: 100, colours: false })).not.toContain(escape);
  expect(renderTerminal(smallAnalysis(), { width: 100, colours: true })).toContain(
    `${escape}[31m✗${escape}[0m`,
  );
});

test('the headline says in one sentence what users experienced', () => {
  expect(headline(analyse(runs.passed))).toBe(
    'Passed: 50 users searched at the same time; every search was answered within 3 s; the slowest of 616 answers took 137 ms.',
  );
  expect(headline(analyse(runs.failed))).toBe(
    'Failed: 24 of 32 budgets were missed, including “every query, p99 latency” at 3.63 s (limit 3 s).',
  );
  expect(headline(analyse(runs.contaminated))).toBe('Inconclusive: 24 of 32 budgets could not be decided.');
  expect(headline(analyse(runs.invalid))).toContain('Invalid run: the load was not as configured');
});

test('external text loses its terminal control sequences', () => {
  expect(plainText(`a${escape}[31mb${escape}]0;title\u0007c\u202ed\r\ne\u0000\u009b2Jf`)).toBe('abcd e2Jf');
});

const hostile = `${escape}[2J|<img src=x onerror=alert(1)>\u0000]]>&"' @everyone #1 [x](javascript:alert(1)) \`c\` \u202e https://evil.example`;

test('hostile names cannot control the terminal', () => {
  const analysis = {
    ...withKnownDiagnosis(analyse(sampleRun({ hostile, timeoutShare: 0.05 })), hostile),
    lostUsers: [{ user: 1, journey: hostile, atMs: 1000, message: hostile }],
  };
  const text = renderTerminal(analysis, { width: 120, colours: false });
  expect(text).toContain('User 1');
  expect(text).toContain('The server keeps memory');
  expect(text).not.toContain(escape);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});

function hostileAnalysis() {
  const run = sampleRun({ timeoutShare: 0.05 });
  run.run.workload.name = hostile;
  run.run.id = hostile;
  run.run.budgets = run.run.budgets.map((budget) => ({
    ...budget,
    ...(budget.journey && { journey: hostile, step: hostile }),
    file: hostile,
  }));
  run.samples.push({ type: 'user', user: 1, journey: hostile, event: 'lost', at: 0, message: hostile });
  return withKnownDiagnosis(analyse(run), hostile);
}

test('hostile names stay text in the summary', () => {
  const text = renderMarkdown(hostileAnalysis());
  expect(text).toContain('What to change');
  expect(text).not.toContain('<img');
  expect(text).not.toContain('@everyone');
  expect(text).not.toMatch(/(?<!\\)\]\(javascript/);
  expect(text).not.toContain('https://');
  for (const row of text.split('\n').filter((line) => line.startsWith('|'))) {
    expect(row.replaceAll('\\|', '').split('|')).toHaveLength(7);
  }
});

test('hostile names keep JUnit well-formed', async ({ page }) => {
  const text = renderJunit(hostileAnalysis());
  const broken = await page.evaluate((xml) => {
    const document = new DOMParser().parseFromString(xml, 'application/xml');
    return {
      error: document.querySelector('parsererror')?.textContent,
      cases: document.querySelectorAll('testcase').length,
    };
  }, text);
  expect(broken).toEqual({ error: undefined, cases: 34 });
});

test('an invalid run is not green in the JUnit report', () => {
  expect(renderJunit(analyse(runs.invalid))).toContain(
    '<error message="The generator delivered 80.9 % of the load',
  );
});

import { expect, type Page, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { lostUserLines, trustLine } from '../../src/report/trust.ts';
import type { Analysis } from '../../src/sample/analysis.ts';
import { sampleRun } from '../analysis/sample-run.ts';
import { withKnownTrust, withoutTrust } from './known/known-trust.ts';
import { openReport } from './open-report.ts';

const known = withKnownTrust(analyse(sampleRun()));
const knownError = known.measuringError as NonNullable<Analysis['measuringError']>;
const beyond: Analysis = { ...known, measuringError: { ...knownError, beyond: true } };
const untruthful: Analysis = {
  ...known,
  measuringError: { ...knownError, level: { ...knownError.level, truthful: false }, truthfulUsers: 25 },
};
const unwatched = withoutTrust(known);

const fact = (page: Page, name: string) => page.locator('.trust dl > div').filter({ hasText: name });

test('a calibrated run says how reliable its numbers are', async ({ page }) => {
  await openReport(page, known);
  await expect(page.locator('.trust dl > div')).toHaveCount(3);
  await expect(fact(page, 'Measurement error')).toContainText(
    '±12 msfor 95 of 100 steps on this machine, calibrated with 50 users on 18 November 2026',
  );
  await expect(fact(page, 'Users, counted in two ways')).toContainText('50 and 49.9');
  await expect(fact(page, 'Users, counted in two ways')).toContainText('of the load delivered');
  await expect(fact(page, 'Contaminated steps')).toContainText('3.1 %');
  await expect(fact(page, 'Contaminated steps')).toContainText(
    'too busy: CPU pressure, delay of the canary page, lateness of the input; thresholds from its calibration',
  );
  // No latency depends on them: they belong to the method.
  await expect(page.getByText('pages and runner agree within ±')).toContainText(
    'A latency is measured on one clock',
  );
  await expect(page.locator('.trust .doubtful')).toHaveCount(0);
});

test('a run on a machine that was never calibrated says how to calibrate it', async ({ page }) => {
  await openReport(page, unwatched);
  const error = fact(page, 'Measurement error');
  await expect(error).toContainText('not calibrated');
  await expect(error.locator('code')).toHaveText('npx footfall calibrate');
  await expect(error).toHaveClass('doubtful');
  await expect(fact(page, 'Contaminated steps')).toContainText('unknown');
  await expect(fact(page, 'Clocks')).toHaveCount(0);
  expect(await page.content()).not.toMatch(/NaN|undefined|Infinity/);
});

test('more users than the machine was calibrated for, or can measure, cast doubt on the numbers', async ({
  page,
}) => {
  await openReport(page, beyond);
  await expect(fact(page, 'Measurement error')).toContainText('±12 ms or more');
  await expect(fact(page, 'Measurement error')).toContainText(
    'more than the machine was ever calibrated for',
  );
  await expect(fact(page, 'Measurement error')).toHaveClass('doubtful');
  await page.unroute('http://report.test/');
  await openReport(page, untruthful);
  await expect(fact(page, 'Measurement error')).toContainText(
    'more users than this machine measures accurately (25)',
  );
  await expect(fact(page, 'Measurement error')).toHaveClass('doubtful');
});

test('default thresholds are not presented as calibrated ones', async ({ page }) => {
  await openReport(page, { ...known, generator: { ...known.generator, thresholdsFrom: 'defaults' } });
  await expect(fact(page, 'Contaminated steps')).toContainText('default thresholds');
  await expect(page.getByText(/The thresholds are the defaults/)).toBeVisible();
});

test('each signal is listed with its highest reading, its threshold and its share', async ({ page }) => {
  await openReport(page, known);
  const row = (name: string) => page.getByRole('row', { name });
  await expect(row('CPU pressure').getByRole('cell')).toHaveText(['72 %', '60 %', '2.4 %']);
  await expect(row('event-loop delay of the runner').getByRole('cell')).toHaveText(['9 ms', 'none', '–']);
  await expect(row('lateness of the input').getByRole('cell')).toHaveText(['71 ms', '60 ms', '0.2 %']);
});

test('the terminal and the pull request summary show trust on one line', () => {
  const line =
    'Measurement error ±12 ms (calibrated with 50 users on 18 November 2026) · 50 of 50 users counted, 49.9 by Little’s law · 3.1 % of steps contaminated by CPU pressure, delay of the canary page, lateness of the input';
  expect(trustLine(known)).toBe(line);
  expect(renderTerminal(known, { width: 400, colours: false })).toContain(line);
  expect(renderMarkdown(known)).toContain(line);
  expect(trustLine(unwatched)).toBe(
    'Measurement error unknown (run npx footfall calibrate to measure it on this machine) · 50 of 50 users counted, 49.9 by Little’s law',
  );
});

test('a pass on a busy machine says so in every report', async ({ page }) => {
  const note = 'The generator was busy in 40 % of the steps: the truth is at most what was seen.';
  const [first = ''] = known.verdict.reasons;
  const busy: Analysis = { ...known, verdict: { outcome: 'pass', reasons: [first, note] } };
  expect(renderTerminal(busy, { width: 120, colours: false })).toContain(`- ${note}`);
  expect(renderMarkdown(busy)).toContain(`- ${note}`);
  expect(renderMarkdown(busy)).not.toContain(first);
  await openReport(page, busy);
  await expect(page.locator('.reasons')).toContainText(note);
});

const lost = (user: number, atMs: number, message: string, journey = 'explore') => ({
  user,
  journey,
  atMs,
  message,
});

test('lost users are listed with time and reason, grouped by reason', async ({ page }) => {
  const analysis: Analysis = {
    ...known,
    lostUsers: [
      lost(7, 34_200, 'the page crashed'),
      ...Array.from({ length: 14 }, (_, index) =>
        lost(20 + index, 40_000 + 200 * index, 'closed', `journey ${index % 2}`),
      ),
      lost(3, -2000, 'no page'),
    ],
  };
  const lines = [
    'User 7 (explore) was lost 34 s after the start: the page crashed',
    'Users 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31 and 2 more (2 journeys) were lost 40 s to 43 s after the start: closed',
    'User 3 (explore) was lost 0 ms after the start: no page',
  ];
  expect(lostUserLines(analysis)).toEqual(lines);
  expect(renderTerminal(analysis, { width: 200, colours: false })).toContain(lines[1]);
  expect(renderMarkdown(analysis)).toContain(lines[2]);
  await openReport(page, analysis);
  await expect(page.locator('.trust .warning')).toContainText(
    '16 users were lost before the end of the run.',
  );
  await expect(page.locator('.trust .warning li')).toHaveText(lines);
});

/** https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test('the trust section has enough contrast in light and dark mode', async ({ page }) => {
  expect(contrast('rgb(0, 0, 0)', 'rgb(255, 255, 255)')).toBeCloseTo(21, 5);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await openReport(page, unwatched);
    const { ground, texts } = await page.evaluate(() => ({
      ground: getComputedStyle(document.body).backgroundColor,
      texts: [...document.querySelectorAll('.trust :is(h2, dt, b, span), .keys span')].map(
        (element) => getComputedStyle(element).color,
      ),
    }));
    expect(texts.length).toBeGreaterThan(8);
    for (const colour of new Set(texts)) expect(contrast(colour, ground)).toBeGreaterThan(4.5);
    await page.unroute('http://report.test/');
  }
});

import { expect, test } from '@playwright/test';
import { renderTuningHtml } from '../../src/report/experiment/tuning-html.ts';
import { renderTuningMarkdown } from '../../src/report/experiment/tuning-markdown.ts';
import { renderTuningTerminal } from '../../src/report/experiment/tuning-terminal.ts';
import type { Tuning } from '../../src/sample/experiment.ts';
import { smallTuning } from './known/small-experiment.ts';
import { openHtml } from './open-html.ts';

const attack =
  '<script>window.ran = 1</script>"><img src=x onerror="window.ran = 1">&\' ]]> | @someone #1 `x` <b>y</b> [a](http://evil.example/) \u001b[2J\u202e\u0000\n\n# x';

/** A tuning with hostile variables and file names too. */
function hostileVariables(): Tuning {
  const tuning = smallTuning(attack);
  return {
    ...tuning,
    kept: { TARGET_FAULTS: attack },
    attempts: tuning.attempts.map((attempt) => ({
      ...attempt,
      experiment: `a\`${attack}`,
      env: { TARGET_FAULTS: attack },
    })),
  };
}

test('nothing in the page of a tuning is executed, sends requests or links to another site', async ({
  page,
}) => {
  const { tried } = await openHtml(page, renderTuningHtml(hostileVariables()));
  const found = await page.evaluate(() => ({
    ran: 'ran' in window,
    foreign: document.querySelectorAll('script, img, iframe, form, object, link:not([rel=icon])').length,
    handlers: [...document.querySelectorAll('*')].some((element) =>
      element.getAttributeNames().some((name) => name.startsWith('on')),
    ),
    links: [...document.querySelectorAll('a')].map((link) => link.host),
    readable: document.body.innerText.includes('<script>window.ran = 1</script>'),
  }));
  expect(found).toEqual({
    ran: false,
    foreign: 0,
    handlers: false,
    links: Array(4).fill('report.test'),
    readable: true,
  });
  expect(await page.content()).not.toMatch(/[\u001b\u202e]/);
  expect(tried).toEqual([]);
});

const obeyed = /<script|<img|@someone|#1\b|http:\/\/evil|(?<!\\)\[a|\u001b|\u202e|\u0000|^# x/m;

test('text from the product stays text in the Markdown and adds no table cells', () => {
  const markdown = renderTuningMarkdown(smallTuning(attack));
  expect(markdown).not.toMatch(obeyed);
  const cells = markdown
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split(/(?<!\\)\|/).length);
  expect([...new Set(cells)].sort()).toEqual([5, 7]);
});

test('variables and file names stay text in the Markdown', () => {
  const markdown = renderTuningMarkdown(hostileVariables());
  // Inside code, only a backtick or a line break can end the code.
  const prose = markdown.replace(/^ {4}.*$/gm, '').replace(/(`+)(?!`).+?(?<!`)\1(?!`)/g, '');
  expect(prose).not.toMatch(obeyed);
  expect(prose).not.toMatch(/<b>/);
  expect(markdown).not.toMatch(/\u001b|\u202e|\u0000/);
});

test('no text can control the terminal', () => {
  const text = renderTuningTerminal(hostileVariables(), { width: 110, colours: false });
  expect(text).toContain('To keep these changes: TARGET_FAULTS=');
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});

for (const width of [390, 1280]) {
  test(`the page of a tuning does not scroll sideways at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const tuning of [smallTuning(), smallTuning('x'.repeat(400)), hostileVariables()]) {
      await page.setContent(renderTuningHtml(tuning));
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });
}

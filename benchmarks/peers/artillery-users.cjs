/**
 * The scenario that Artillery runs: the same page, queries and pace as the calibration's journeys `ask` and `ask typed`,
 * written as Artillery's documentation writes one. Notes each step for `artillery.ts`.
 */
const { appendFileSync } = require('node:fs');
const { join } = require('node:path');
const { expect } = require(require.resolve('@playwright/test', { paths: [process.env.PEERS_INSTALLED] }));

const { folder, url, isTyped, thinkTimeMs, keyDelayMs, lastsMs } = JSON.parse(process.env.PEERS_PLAN);

const LETTERS = 13;
const subjects = [
  'bank',
  'garden chair',
  'piano',
  'summer dress',
  'blue paint',
  'train',
  'coffee',
  'old maps',
];

let users = 0;

module.exports = { ask };

async function ask(page, _context, _events, test) {
  users += 1;
  const user = users;
  await page.goto(url);
  const results = page.locator('#results');
  const steps = [];
  const endAt = Date.now() + lastsMs;
  for (let asked = 1; Date.now() < endAt; asked += 1) {
    const text = question(user, asked);
    await page.locator('input').click();
    await wait(between(thinkTimeMs));
    if (isTyped) await page.keyboard.type(text, { delay: (keyDelayMs.min + keyDelayMs.max) / 2 });
    else await page.keyboard.insertText(text);
    const step = { user, text, startAt: Date.now() };
    await test.step('ask', async () => {
      await page.keyboard.press('Enter');
      await expect(results).toHaveAttribute('data-for', text);
    });
    steps.push({ ...step, endAt: Date.now() });
  }
  const truths = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .flatMap(({ name, serverTiming = [] }) =>
        serverTiming
          .filter((entry) => entry.name === 'nominal')
          .map(({ duration }) => [new URL(name).searchParams.get('q'), duration]),
      ),
  );
  const truthOf = new Map(truths);
  const lines = steps.map((step) => JSON.stringify({ ...step, truthMs: truthOf.get(step.text) }));
  appendFileSync(join(folder, 'steps.ndjson'), `${lines.join('\n')}\n`);
}

function question(user, asked) {
  const text = `${subjects[asked % subjects.length]} ${user}.${asked}`;
  return isTyped ? text.padEnd(LETTERS, '0').slice(-LETTERS) : text;
}

const between = ({ min, max }) => min + Math.random() * (max - min);
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

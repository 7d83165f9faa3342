import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { delayMsOf, FAULTS, parseFaults } from '../faults.ts';
import { readConfiguration } from '../supervisor/configuration.ts';
import { removeDataDir, smallTarget, startTarget, temporaryDataDir } from './start-target.ts';

test('faults are read by name, and their delays add up', () => {
  const faults = parseFaults(' search-delay=30, next-page-delay = 40,');
  expect(faults).toEqual({ 'search-delay': 30, 'next-page-delay': 40 });
  expect(delayMsOf(faults, ['answer-delay', 'search-delay'])).toBe(30);
  expect(delayMsOf(faults, ['search-delay', 'next-page-delay'])).toBe(70);
  expect(delayMsOf(faults, ['document-delay'])).toBe(0);
  expect(parseFaults('')).toEqual({});
});

test('a defect without a value has its default value', () => {
  expect(parseFaults('no-cache,tiny-cache,small-pool=3')).toEqual({
    'no-cache': 1,
    'tiny-cache': 5,
    'small-pool': 3,
  });
});

for (const name of ['meteor', 'toString', '__proto__']) {
  test(`"${name}" is not a fault`, () => {
    expect(() => parseFaults(`${name}=1`)).toThrow(
      `TARGET_FAULTS: unknown fault "${name}"; known faults: answer-delay, search-delay, refine-delay`,
    );
  });
}

for (const [text, message] of [
  ['search-delay', 'search-delay needs a whole number of milliseconds, such as search-delay=3500'],
  ['tiny-cache=0', 'tiny-cache needs a whole number of entries from 1, such as tiny-cache=5'],
  ['tiny-cache=', 'tiny-cache needs a whole number of entries from 1'],
  ['tiny-cache=5=6', 'tiny-cache needs a whole number'],
  ['partial-answers=100', 'partial-answers needs a whole number of percent from 1 to 99'],
  ['no-cache=3', 'no-cache takes no value; its name alone turns it on (got no-cache=3)'],
] as const) {
  test(`${text} is rejected`, () => {
    expect(() => parseFaults(text)).toThrow(`TARGET_FAULTS: ${message}`);
  });
}

test('defects of external tiers are rejected', () => {
  const refused: [NodeJS.ProcessEnv, string][] = [
    [
      { TARGET_FAULTS: 'no-cache,dropped-index', DATABASE_URL: 'postgres://x' },
      'dropped-index needs the embedded database; unset DATABASE_URL',
    ],
    [
      { TARGET_FAULTS: 'tiny-cache', REDIS_URL: 'redis://x' },
      'tiny-cache needs the embedded cache; unset REDIS_URL',
    ],
    [
      { TARGET_FAULTS: 'slow-class', VESPA_URL: 'http://x' },
      'slow-class needs the embedded engine; unset VESPA_URL',
    ],
  ];
  for (const [variables, message] of refused) {
    expect(() => readConfiguration(variables)).toThrow(`TARGET_FAULTS: ${message}`);
  }
  const elsewhere = { DATABASE_URL: 'postgres://x', REDIS_URL: 'redis://x', VESPA_URL: 'http://x' };
  expect(readConfiguration({ ...elsewhere, TARGET_FAULTS: 'no-cache,pattern-search' })).toMatchObject({
    faults: 'no-cache,pattern-search',
  });
});

test('docs/defects.md lists every fault correctly', () => {
  const page = readFileSync(new URL('../../docs/defects.md', import.meta.url), 'utf8');
  const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  for (const [name, { tier, does, ...value }] of Object.entries(FAULTS)) {
    const row = rows.find(([, first]) => first === `\`${name}\``);
    const unit = 'unit' in value ? value.unit : '';
    const usual = 'usual' in value ? String(value.usual) : '';
    expect(row?.slice(1, 6), name).toEqual([`\`${name}\``, tier, unit, usual, does]);
  }
});

/** Longer than any other work of the server, so that each response shows by itself whether it was delayed. */
const DELAY_MS = 3000;

const paths = {
  search: '/api/search?q=be',
  'search-again': '/api/search?q=be',
  refine: '/api/search?q=be&pos=verb',
  browse: '/api/search?category=noun.animal',
  nextPage: '/api/search?q=be&page=2',
  refinedNextPage: '/api/search?q=be&pos=verb&page=2',
  suggestions: '/api/suggest?q=b',
  document: '/api/documents/v02610777',
} as const;

const heldBack: Record<string, (keyof typeof paths)[]> = {
  'refine-delay': ['refine'],
  'next-page-delay': ['nextPage', 'refinedNextPage'],
  'suggestions-delay': ['suggestions'],
  'document-delay': ['document'],
  'search-delay': ['search', 'search-again', 'refine', 'browse', 'nextPage', 'refinedNextPage'],
};

test('each delay affects only its own responses, and Server-Timing attributes it to the server', async () => {
  // Five targets start one after the other.
  test.slow();
  const dataDir = temporaryDataDir();
  for (const [fault, concerned] of Object.entries(heldBack)) {
    const target = await startTarget({ ...smallTarget(dataDir), TARGET_FAULTS: `${fault}=${DELAY_MS}` });
    const slow = await Promise.all(
      Object.entries(paths).map(async ([name, path]) => {
        const answer = await fetch(new URL(path, target.url));
        expect(answer.status, path).toBe(200);
        return ownTimeOf(answer) >= DELAY_MS - 1 ? [name] : [];
      }),
    );
    await target.stop();
    expect(slow.flat().sort(), fault).toEqual([...concerned].sort());
  }
  removeDataDir(dataDir);
});

/** The server's own time in milliseconds: `app` minus the tiers behind it. */
function ownTimeOf(answer: Response): number {
  const durations = [...(answer.headers.get('server-timing') ?? '').matchAll(/(\w+);dur=([\d.]+)/g)];
  const sumOf = (isWanted: (name: string) => boolean) =>
    durations.reduce((sum, [, name, ms]) => sum + (isWanted(name as string) ? Number(ms) : 0), 0);
  return sumOf((name) => name === 'app') - sumOf((name) => name !== 'app');
}

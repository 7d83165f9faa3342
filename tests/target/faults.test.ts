import { expect, test } from '@playwright/test';
import { delayMsOf, parseFaults } from '../../target/server/faults.ts';
import { removeDataDir, smallTarget, startTarget, temporaryDataDir } from './start-target.ts';

test('faults are read by name, and several add up', () => {
  const faults = parseFaults(' search-delay=30, next-page-delay = 40,');
  expect(faults).toEqual({ 'search-delay': 30, 'next-page-delay': 40 });
  expect(delayMsOf(faults, ['answer-delay', 'search-delay'])).toBe(30);
  expect(delayMsOf(faults, ['search-delay', 'next-page-delay'])).toBe(70);
  expect(delayMsOf(faults, ['document-delay'])).toBe(0);
  expect(parseFaults('')).toEqual({});
});

for (const name of ['meteor', 'toString', '__proto__']) {
  test(`"${name}" is no fault`, () => {
    expect(() => parseFaults(`${name}=1`)).toThrow(
      `TARGET_FAULTS: "${name}" is not known; known are: answer-delay, search-delay, refine-delay`,
    );
  });
}

/** Longer than any other work of the server, so that each answer tells for itself whether it was held back. */
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

test('each delay holds back the answers it is named for, and Server-Timing lays it on the server', async () => {
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

/** What the server took itself, in milliseconds: `app` less the tiers behind it. */
function ownTimeOf(answer: Response): number {
  const durations = [...(answer.headers.get('server-timing') ?? '').matchAll(/(\w+);dur=([\d.]+)/g)];
  const sumOf = (isWanted: (name: string) => boolean) =>
    durations.reduce((sum, [, name, ms]) => sum + (isWanted(name as string) ? Number(ms) : 0), 0);
  return sumOf((name) => name === 'app') - sumOf((name) => name !== 'app');
}

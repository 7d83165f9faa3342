import { expect, test } from '@playwright/test';
import { planSides } from '../../src/cli/experiment/experiment-sides.ts';
import { cleanLine } from '../../src/store/clean.ts';

test.afterEach(() => {
  delete process.env.FOOTFALL_RECORDING;
});

test('query parameters in which the sides differ are recorded, whatever their name, unless it is a secret’s', () => {
  const url = 'http://127.0.0.1:1/?shelf=left';
  const experiment = {
    title: 'Faster',
    why: 'To see.',
    base: { url, query: { ranker: 'old', token: 'abcdef' } },
    variant: { url, query: { ranker: 'new', token: 'abcdef' } },
  };
  const request = { url: '/search?q=boat&ranker=old&shelf=left&token=abcdef&visitor=7' };
  expect(cleanLine(request)).toBe('{"url":"/search?q=boat&ranker=…&shelf=…&token=…&visitor=…"}');
  planSides({ name: 'faster', file: 'faster.json', experiment }, {}, []);
  expect(cleanLine(request)).toMatch(/\?q=boat&ranker=old&shelf=left&token=…&visitor=…/);
});

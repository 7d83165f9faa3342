import { expect, test } from '@playwright/test';
import type { StepKind } from '../../src/sample/sample.ts';
import { recordingQueries } from '../../src/user/be-user.ts';
import { ask } from './ask.ts';

test('a query drawn before the home page is opened belongs to the search that sends it', async () => {
  const recorded: [step: string, query: string | undefined][] = [];
  const user = recordingQueries(
    { step: async (name, _action, query) => void recorded.push([name, query?.text]) },
    { last: () => ({ text: 'fern', kind: 'head' }) },
  );
  const of = (kind: StepKind) => ({ ...ask('fern'), kind });
  await user.step('open home', of('navigation'));
  await user.step('type', of('suggestion'));
  await user.step('search', of('query'));
  await user.step('read a document', of('navigation'));
  expect(recorded).toEqual([
    ['open home', undefined],
    ['type', 'fern'],
    ['search', 'fern'],
    ['read a document', undefined],
  ]);
});

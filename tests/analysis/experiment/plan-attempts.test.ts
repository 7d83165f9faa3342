import { expect, test } from '@playwright/test';
import { planAttempts } from '../../../src/analysis/experiment/plan-attempts.ts';
import type { Advice } from '../../../src/sample/diagnosis.ts';

const advice = (id: string): Advice => ({
  id,
  layer: 'app',
  title: `The title of ${id}`,
  symptom: 'It is slow.',
  evidence: [{ name: 'time', value: '1 s' }],
  change: { what: 'Make it fast', kind: 'code' },
  source: { title: 'A source', url: 'https://example.com/' },
  steps: [],
});

const experiment = (name: string, cures?: string[]) => ({
  name,
  file: `experiments/${name}.json`,
  experiment: { title: name, why: 'It may help.', variant: { env: { A: name } }, ...(cures && { cures }) },
});

test('experiments come in the order of the advice, with everything from their files', () => {
  const index = experiment('index', ['database.missing-index']);
  const cache = experiment('cache', ['cache.off']);
  const { planned, withoutExperiment } = planAttempts(
    [advice('cache.off'), advice('database.missing-index')],
    [experiment('other', ['engine.ranking']), index, experiment('nothing'), cache],
  );
  expect(planned).toEqual([
    { ...cache, advice: ['cache.off'] },
    { ...index, advice: ['database.missing-index'] },
  ]);
  expect(withoutExperiment).toEqual([]);
});

test('an experiment that cures several pieces of advice is tried once, for all of them', () => {
  const both = experiment('both', ['engine.ranking', 'never.found', 'cache.off']);
  const { planned } = planAttempts([advice('cache.off'), advice('engine.ranking')], [both]);
  expect(planned).toEqual([{ ...both, advice: ['cache.off', 'engine.ranking'] }]);
});

test('advice with several experiments has each of them tried', () => {
  const { planned } = planAttempts(
    [advice('cache.off')],
    [experiment('a', ['cache.off']), experiment('b', ['cache.off'])],
  );
  expect(planned.map(({ name }) => name)).toEqual(['a', 'b']);
});

test('advice without an experiment is reported with what to write, a leak with why there is none', () => {
  const [leak, other] = [advice('app.leak'), advice('app.slow-together')];
  expect(planAttempts([leak, other], [experiment('nothing')])).toEqual({
    planned: [],
    withoutExperiment: [
      {
        advice: leak,
        why: 'A leak shows over hours; an experiment of a minute cannot prove that it is gone.',
      },
      {
        advice: other,
        why: 'No experiment is written for it; write one with "cures": ["app.slow-together"].',
      },
    ],
  });
});

test('nothing is tried without advice', () => {
  expect(planAttempts([], [experiment('a', ['cache.off'])])).toEqual({ planned: [], withoutExperiment: [] });
});

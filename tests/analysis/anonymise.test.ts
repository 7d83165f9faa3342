import { expect, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import { anonymised } from '../../src/analysis/anonymise.ts';
import { record, step } from './record.ts';

test('queries become their kind, and addresses names, wherever they are', () => {
  const steps = [step(100, 0, { query: { text: 'red boat', kind: 'head' } })];
  const { samples, ...run } = record({ steps });
  const analysis = analyse({ ...run, samples });
  const [error] = analyse(
    record({
      steps: [
        step(10, 0, {
          outcome: {
            status: 'failed',
            message:
              'no answer of https://shop.example:8443/api?q=red+boat&page=2 nor of https://cdn.example/x, for "red boat" and \'boat house\', at 12 s',
          },
        }),
      ],
    }),
  ).errors;
  if (!error) throw new Error('there is no error');
  const told = anonymised({ ...analysis, errors: [error] }, samples);
  expect(told.errors[0]?.message).toBe(
    'no answer of http://host-1/api?q=head&page=2 nor of http://host-2/x, for "head" and \'…\', at 12 s',
  );
  expect(told.run.target.url).toBe('http://target/');
  expect({ ...told, errors: [], run: {} }).toEqual({ ...analysis, errors: [], run: {} });
});

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

test('what the product wrote itself holds no searched text, in no form and not in parts', () => {
  const steps = [
    step(100, 0, { query: { text: 'Red café boat', kind: 'tail' } }),
    step(100, 0, { query: { text: 'table', kind: 'head' } }),
  ];
  const { samples, ...run } = record({ steps });
  const analysis = analyse({ ...run, samples });
  const told = anonymised(
    {
      ...analysis,
      telemetry: {
        sources: [],
        series: [],
        logErrors: [
          {
            file: 'table.log',
            errors: 1,
            lines: [
              'no answer for RED  CAFÉ boat, in /s/red%20caf%C3%A9+boat?q=caf',
              'said=\\nred\\ncafé\\nboat: a boat at 12:00',
            ],
          },
        ],
        database: {
          statements: [{ text: 'SELECT * FROM table WHERE t @@ $1', calls: 1, totalMs: 1, rows: 1 }],
          tables: [],
          indexes: [],
          waits: [],
          loggedPlans: ["Filter: (t @@ '''red'' & ''café''')"],
        },
      },
      slowQueries: [
        {
          stepId: '1',
          journey: 'j',
          step: 's',
          user: 0,
          url: 'http://127.0.0.1/find/red-caf%C3%A9-boat',
          seenMs: 1,
          steps: 1,
          layersMs: {},
          statements: [{ text: 'SELECT $1', calls: 1, values: ['%boat%', 'Red:* & café:*', '24'] }],
          engine: [],
          missing: ['the plan for red café boat'],
        },
      ],
      lostUsers: [{ user: 0, journey: 'j', atMs: 1, message: 'no café boat on this table' }],
    },
    samples,
  );
  expect(told.telemetry?.logErrors[0]).toEqual({
    file: 'table.log',
    errors: 1,
    lines: ['no answer for tail, in /s/tail?q=%E2%80%A6', 'said=\\ntail: a … at 12:00'],
  });
  expect(told.telemetry?.database?.statements?.[0]?.text).toBe('SELECT * FROM table WHERE t @@ $1');
  expect(told.telemetry?.database?.loggedPlans.join()).not.toMatch(/red|caf/i);
  const [slow] = told.slowQueries ?? [];
  expect(slow?.url).toMatch(/\/find\/tail$/);
  expect(slow?.statements[0]?.values).toEqual(['%…%', '…:*', '24']);
  expect(slow?.missing).toEqual(['the plan for tail']);
  expect(told.lostUsers[0]?.message).toBe('no … on this head');
});

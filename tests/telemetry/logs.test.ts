import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { loggedPlans } from '../../src/telemetry/database/logged-plans.ts';
import { errorLines } from '../../src/telemetry/logs/log-errors.ts';
import { logsSource } from '../../src/telemetry/logs/logs.ts';

const never = new AbortController().signal;

for (const line of [
  '2026-11-24 10:00:00.123 UTC [77] ERROR:  canceling statement due to statement timeout',
  '2026-11-24 10:00:00,123 ERROR [http-nio-1] c.e.Search - no answer',
  'FATAL:  sorry, too many clients already',
  'PANIC: could not write to file',
  'UnhandledPromiseRejection: no engine',
  'Unhandled error in handler',
  '{"level":"error","msg":"no engine"}',
  '{"time":1,"level": "FATAL"}',
  '{"level":50,"time":1790000000000,"msg":"no engine"}',
  'time=2026-11-24 level=error msg="no engine"',
  'level="Error" msg=x',
]) {
  test(`an error: ${line}`, () => expect(errorLines(line)).toEqual({ errors: 1, lines: [line] }));
}

for (const line of [
  'GET /search?q=error 200',
  'TERROR',
  '0 errors',
  '{"level":"info","errors":0}',
  '{"level":30,"msg":"took 50 ms"}',
  'level=info msg="error budget"',
  "\tselect 'ERROR'",
]) {
  test(`no error: ${line}`, () => expect(errorLines(line)).toEqual({ errors: 0, lines: [] }));
}

test('all errors are counted; the first few that differ in more than numbers are kept, shortened', () => {
  const lines = [
    ...Array.from({ length: 50 }, (_, number) => `10:00:${number} ERROR request 7f${number} failed`),
    `ERROR ${'x'.repeat(1000)}`,
    ...['a', 'b', 'c', 'd', 'e'].map((name) => `ERROR in part "${name}y"`),
  ];
  const found = errorLines(lines.join('\r\n'));
  expect(found.errors).toBe(56);
  expect(found.lines).toEqual([
    '10:00:0 ERROR request 7f0 failed',
    `ERROR ${'x'.repeat(294)}`,
    'ERROR in part "ay"',
    'ERROR in part "by"',
    'ERROR in part "cy"',
  ]);
});

function someLog(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'footfall-log-')), 'server.log');
  writeFileSync(file, text);
  return file;
}

const began = async (files: string[]) => {
  const source = logsSource(files);
  const shortfall = await source.start(never);
  await source.steadyState?.begin(never);
  return { shortfall, end: () => source.steadyState?.end(never) };
};

test('only lines written in the steady state count', async () => {
  const [busy, quiet] = [someLog('ERROR before\n'), someLog('ERROR before\n')];
  const { shortfall, end } = await began([busy, quiet]);
  expect(shortfall).toBeUndefined();
  appendFileSync(busy, 'ERROR meanwhile\nfine\n');
  const at = expect.any(Number);
  expect(await end()).toEqual({
    samples: [
      { type: 'log', at, file: busy, errors: 1, lines: ['ERROR meanwhile'] },
      { type: 'log', at, file: quiet, errors: 0, lines: [] },
    ],
  });
});

test('a log that was truncated is read from its start', async () => {
  const file = someLog('a long line that was there before\n');
  const { end } = await began([file]);
  writeFileSync(file, 'ERROR new\n');
  expect((await end())?.samples).toMatchObject([{ errors: 1, lines: ['ERROR new'] }]);
});

test('a log that grows too fast is read in part, and that is reported', async () => {
  const file = someLog('');
  const { end } = await began([file]);
  appendFileSync(file, `ERROR first\n${'x'.repeat(6_000_000)}\nERROR last\n`);
  expect(await end()).toMatchObject({
    samples: [{ errors: 1, lines: ['ERROR first'] }],
    shortfall: { message: `${file}: grew too fast and was only read in part` },
  });
});

test('missing files are reported; if all are missing, the source is unreachable', async () => {
  const file = someLog('');
  const missing = `${file}.missing`;
  const { shortfall } = await began([file, missing]);
  expect(shortfall).toEqual({ message: `${missing}: there is no such file` });
  await expect(logsSource([missing]).start(never)).rejects.toThrow('there is no such file');
});

test('a path that is not a file is not read, and does not affect the others', async () => {
  const file = someLog('');
  const pipe = `${file}.pipe`;
  execFileSync('/usr/bin/env', ['mkfifo', pipe]);
  // A file under a path that is not a folder gives another error than a missing file.
  const within = join(file, 'postgresql.log');
  const { shortfall, end } = await began([pipe, within, file]);
  expect(shortfall?.message).toContain(`${pipe}: is not a file`);
  appendFileSync(file, 'ERROR meanwhile\n');
  expect(await end()).toMatchObject({
    samples: [{ file, errors: 1 }],
    shortfall: { message: `${pipe}: is not a file; ${within}: ENOTDIR` },
  });
});

test('plans from PostgreSQL’s log: slowest first, without other lines', () => {
  const prefix = '2026-11-24 10:00:00.000 UTC [42] shop@products LOG: ';
  const plan = (durationMs: number, query: string) =>
    `${prefix} duration: ${durationMs} ms  plan:\n\tQuery Text: ${query}\n\tSeq Scan on items  (cost=0.00..9.00)\n\t  Filter: (name = 'x')\n`;
  const log = `${plan(300.5, 'select 1')}${prefix} connection received\n\tnot of a plan\n${plan(900, 'select 2')}${plan(
    999,
    'select /* footfall */ 3',
  )}${prefix} duration: 5000 ms  statement: select 4\n`;
  expect(loggedPlans(log)).toEqual([
    "duration: 900 ms  plan:\nQuery Text: select 2\nSeq Scan on items  (cost=0.00..9.00)\n  Filter: (name = 'x')",
    "duration: 300.5 ms  plan:\nQuery Text: select 1\nSeq Scan on items  (cost=0.00..9.00)\n  Filter: (name = 'x')",
  ]);
});

test('at most 20 plans of 4,000 characters', () => {
  const log = Array.from(
    { length: 30 },
    (_, number) => `LOG:  duration: ${number}.0 ms  plan:\n\t${'x'.repeat(9000)}\n`,
  ).join('');
  const plans = loggedPlans(log);
  expect(plans.map((plan) => plan.split(' ')[1])).toEqual(
    Array.from({ length: 20 }, (_, rank) => `${29 - rank}.0`),
  );
  expect(plans.every(({ length }) => length === 4000)).toBe(true);
});

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Analysis } from '../../src/sample/analysis.ts';
import { readHistory } from '../../src/store/history.ts';
import { layout } from '../../src/store/layout.ts';
import { serveSmallProduct } from '../user/small-product.ts';
import { footfall } from './footfall.ts';
import { footfallHere } from './in-process.ts';

/** A real run and its reports take time on a busy machine. */
test.setTimeout(300_000);

const smallRun = join(import.meta.dirname, '../user/small-run');
const analysisIn = (folder: string) =>
  Analysis.parse(JSON.parse(readFileSync(layout(folder).analysis, 'utf8')));

test('a run adds a line to its history, and fails if the product has too few documents; a report adds none and shows the trend', async () => {
  const product = await serveSmallProduct(undefined, 500);
  const history = join(mkdtempSync(join(tmpdir(), 'footfall-history-')), 'kept', 'history.ndjson');
  const env = { FOOTFALL_TARGET: product.url, FOOTFALL_HISTORY: history };
  const { exitCode, said, reports } = await footfall(['run', 'demanding'], env, smallRun);
  product.close();
  const folder = join(reports, 'latest');

  const { acceptance, verdict, run, trend } = analysisIn(folder);
  expect(acceptance).toMatchObject([{ metric: 'documents', observed: 500, limit: 100_000, outcome: 'fail' }]);
  expect(verdict.outcome).toBe('fail');
  expect(run.target).toMatchObject({ documents: 500 });
  expect(exitCode, said).toBe(1);
  expect(trend).toBeUndefined();

  const [line, ...others] = readHistory(history).lines;
  expect(others).toEqual([]);
  const earlier = { ...line, id: '2026-01-02T03-04-05-demanding', startedAt: '2026-01-02T03:04:05.000Z' };
  const lines = `${JSON.stringify(earlier)}\n${readFileSync(history, 'utf8')}`;
  writeFileSync(history, lines);
  await footfallHere(['report', folder], env, smallRun);
  expect(readFileSync(history, 'utf8')).toBe(lines);
  expect(analysisIn(folder).trend?.runs.map(({ id }) => id)).toEqual([earlier.id, line?.id]);
});

import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Analysis } from '../../src/sample/analysis.ts';
import { readHistory } from '../../src/store/history.ts';
import { layout } from '../../src/store/layout.ts';
import { serveSmallProduct } from '../user/small-product.ts';
import { footfall, startFootfall } from './footfall.ts';

/** Two real runs and their reports take their time where others work too. */
test.setTimeout(300_000);

test('each run adds a line to the history it is told, the next shows it, and a report adds none', async () => {
  const product = await serveSmallProduct();
  const history = join(mkdtempSync(join(tmpdir(), 'footfall-history-')), 'kept', 'history.ndjson');
  const smallRun = async () => {
    const started = startFootfall(
      [],
      {
        FOOTFALL_TARGET: product.url,
        FOOTFALL_WORKLOAD: 'small',
        FOOTFALL_DURATION: '4',
        FOOTFALL_HISTORY: history,
      },
      join(import.meta.dirname, '../user/small-run'),
    );
    await started.exited;
    return join(started.reports, 'latest');
  };
  const folders = [await smallRun(), await smallRun()];
  product.close();
  const ids = readHistory(history).lines.map(({ id }) => id);
  expect(ids).toHaveLength(2);
  const lines = readFileSync(history, 'utf8');
  await footfall(['report', folders[1] as string], { FOOTFALL_HISTORY: history });
  expect(readFileSync(history, 'utf8')).toBe(lines);
  const trends = folders.map(
    (folder) => Analysis.parse(JSON.parse(readFileSync(layout(folder).analysis, 'utf8'))).trend,
  );
  expect(trends.map((trend) => trend?.runs.map(({ id }) => id))).toEqual([undefined, ids]);
});

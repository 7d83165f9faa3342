import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { analyse } from '../../src/analysis/analyse.ts';
import { renderComparisonHtml } from '../../src/report/comparison/html.ts';
import { renderExperimentHtml } from '../../src/report/experiment/experiment-html.ts';
import { renderTuningHtml } from '../../src/report/experiment/tuning-html.ts';
import { renderHtml } from '../../src/report/html.ts';
import type { Analysis } from '../../src/sample/analysis.ts';
import { budget, givenUp, record, step } from '../analysis/record.ts';
import { sampleRun } from '../analysis/sample-run.ts';
import { smallAnalysis } from './known/small-analysis.ts';
import { smallComparison, unchangedComparison } from './known/small-comparison.ts';
import {
  type SmallExperiment,
  smallExperiment,
  smallTuning,
  tuningWithoutSuccess,
  worseExperiment,
} from './known/small-experiment.ts';
import { openHtml } from './open-html.ts';

/** Every page, in every outcome, is free of what axe can find, in both colour schemes, on a desk and on a phone. */

const lighthouse = createRequire(fileURLToPath(import.meta.resolve('lighthouse')));
const axe = readFileSync(lighthouse.resolve('axe-core/axe.min.js'), 'utf8');

const small = smallAnalysis();
const withOutcome = (outcome: Analysis['verdict']['outcome']): Analysis => ({
  ...small,
  verdict: { ...small.verdict, outcome },
});
const experimentPage = ({ result, comparison }: SmallExperiment) => renderExperimentHtml(result, comparison);
const failing = Array.from({ length: 60 }, (_, at) =>
  at % 3 === 0 ? givenUp(900, 500 * at) : step(80, 500 * at),
);

const pages: Record<string, string> = {
  passed: renderHtml(analyse(sampleRun())),
  ...Object.fromEntries(
    (['pass', 'fail', 'inconclusive', 'invalid'] as const).map((outcome) => [
      `everything, ${outcome}`,
      renderHtml(withOutcome(outcome)),
    ]),
  ),
  'steps that failed': renderHtml(analyse(record({ steps: failing, budgets: [budget()] }))),
  'nothing measured': renderHtml(analyse(record({ steps: [], budgets: [budget()] }))),
  comparison: renderComparisonHtml(smallComparison()),
  'comparison without a change': renderComparisonHtml(unchangedComparison()),
  experiment: experimentPage(smallExperiment()),
  'experiment that failed': experimentPage(worseExperiment()),
  tuning: renderTuningHtml(smallTuning()),
  'tuning without success': renderTuningHtml(tuningWithoutSuccess()),
};

interface Violation {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

for (const [name, body] of Object.entries(pages)) {
  test(`axe finds nothing: ${name}`, async ({ page }) => {
    await openHtml(page, body);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await page.evaluate(axe);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const found = await page.evaluate(async () => {
          const { run } = (window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe;
          const { violations } = await run();
          return violations.flatMap(({ id, nodes }) =>
            nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary ?? ''}`),
          );
        });
        expect(found, `${width} px, ${colorScheme}`).toEqual([]);
      }
    }
  });
}

import { median } from 'simple-statistics';
import type { Analysis } from '../sample/analysis.ts';
import { auditedPages } from '../sample/audited-pages.ts';
import type { AuditSample, Sample } from '../sample/sample.ts';

/** Lighthouse results by page; `undefined` if Lighthouse did not run. */
export function auditAnalysis(samples: Sample[]): Analysis['audits'] {
  const runs = samples.filter((sample) => sample.type === 'audit');
  const reports = samples.filter((sample) => sample.type === 'audit report');
  if (runs.length === 0 && reports.length === 0) return undefined;
  const fileOf = (of: (typeof reports)[number]['of']) => reports.find((report) => report.of === of)?.file;
  const pages = auditedPages.flatMap((page) => {
    const ofPage = runs.filter((run) => run.page === page);
    const chosen = medianRun(ofPage);
    if (chosen === undefined) return [];
    const { url, categories, audits, benchmarkIndex } = chosen;
    const report = fileOf(page);
    return {
      page,
      url,
      runs: ofPage.length,
      ...(report !== undefined && { report }),
      categories,
      audits,
      ...(benchmarkIndex !== undefined && { benchmarkIndex }),
    };
  });
  const flow = fileOf('flow');
  return {
    pages,
    ...(flow !== undefined && { flow }),
    failures: reports.flatMap(({ of, failures }) => failures.map((message) => ({ of, message }))),
  };
}

/** The first and the last milestone of a page load. */
const landmarks = ['first-contentful-paint', 'interactive'] as const;

/**
 * The median run: the one whose first contentful paint and time to interactive are closest to the medians of
 * both. Lighthouse selects it the same way
 * (https://github.com/GoogleChrome/lighthouse/blob/main/core/lib/median-run.js), because the score alone is
 * often the same in all runs. `undefined` if no run has both metrics.
 */
export function medianRun(runs: AuditSample[]): AuditSample | undefined {
  const complete = runs.filter(({ audits }) => landmarks.every((name) => audits[name] !== undefined));
  if (complete.length === 0) return undefined;
  const valueOf = ({ audits }: AuditSample, name: (typeof landmarks)[number]) => audits[name] as number;
  const middle = landmarks.map((name) => median(complete.map((run) => valueOf(run, name))));
  const distance = (run: AuditSample) =>
    landmarks.reduce((sum, name, index) => sum + (valueOf(run, name) - (middle[index] as number)) ** 2, 0);
  return complete.reduce((best, run) => {
    const nearer =
      distance(run) - distance(best) || valueOf(run, 'interactive') - valueOf(best, 'interactive');
    return nearer < 0 ? run : best;
  });
}

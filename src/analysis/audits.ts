import { median } from 'simple-statistics';
import type { Analysis } from '../sample/analysis.ts';
import { auditedPages } from '../sample/audited-pages.ts';
import type { AuditSample, Sample } from '../sample/sample.ts';

/** What Lighthouse found out, page by page; nothing when it was not asked. */
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

/** The first and the last moment of a load. */
const landmarks = ['first-contentful-paint', 'interactive'] as const;

/**
 * The run that stands for all: the one whose first contentful paint and time to interactive are nearest to the medians of both. That
 * is how Lighthouse chooses (https://github.com/GoogleChrome/lighthouse/blob/main/core/lib/median-run.js): a score alone is
 * often the same in all of them. Undefined without any run that has both.
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

import { generateReport, type Result } from 'lighthouse';
import { medianRun } from '../../analysis/audits.ts';
import { now } from '../../load/clock.ts';
import { auditedPages } from '../../sample/audited-pages.ts';
import type { RunPlan } from '../../sample/run.ts';
import type { AuditSample } from '../../sample/sample.ts';
import { cleaned } from '../../store/clean.ts';
import { messageOf } from '../../user/step.ts';
import type { Walk } from '../../user/walk.ts';
import { formatDuration } from '../../words/units.ts';
import { openAuditBook } from './audit-book.ts';
import type { AuditBrowsers } from './audit-browsers.ts';
import { auditFlow } from './audit-flow.ts';
import { type FoundPages, findPages } from './find-pages.ts';
import { auditPage, figuresOf } from './lighthouse.ts';
import { walkIn } from './walk.ts';

/** Lighthouse's own advice: https://github.com/GoogleChrome/lighthouse/blob/main/docs/variability.md */
const ROUNDS = 5;

/** Lighthouse waits up to 45 s for a page to load, then audits what is there. A hung browser must not block the run. */
const LIGHTHOUSE_PATIENCE_MS = 120_000;

/**
 * Audits the pages in turns, so that a slow phase of the machine affects all of them, and then runs the user flow. A failure is
 * printed and recorded, and the rest continues.
 *
 * @param say prints progress
 * @param journey over the audited pages after the home page, if the project has one
 * @throws if the browsers are closed meanwhile
 */
export async function runAudits(
  plan: RunPlan,
  browsers: AuditBrowsers,
  say: (line: string) => void,
  journey: Walk | undefined,
  rounds = ROUNDS,
): Promise<void> {
  const began = performance.now();
  const book = openAuditBook(plan.folder, say);
  // The way to the document is three steps long.
  const patienceMs = LIGHTHOUSE_PATIENCE_MS + 3 * plan.workload.stepTimeoutMs;
  const results = new Map<AuditSample, Result>();
  const samplesOf = (page: AuditSample['page']) =>
    [...results.keys()].filter((sample) => sample.page === page);
  try {
    const found = await browsers
      .withFresh(async (browser) => findPages(await walkIn(browser, plan, journey)), patienceMs)
      .catch((error): FoundPages => {
        if (browsers.isClosed()) throw error;
        const missing = messageOf(error);
        return { home: { missing }, results: { missing }, document: { missing } };
      });
    for (const page of auditedPages) {
      const { missing } = found[page];
      if (missing !== undefined) book.failure(page, '', missing);
    }

    for (let round = 0; round < rounds; round += 1) {
      for (const page of auditedPages) {
        const { url } = found[page];
        if (url === undefined) continue;
        const which = `${round + 1} of ${rounds}`;
        try {
          const result = await browsers.withFresh((browser) => auditPage(browser, url), patienceMs);
          const sample: AuditSample = { type: 'audit', page, url, at: now(), round, ...figuresOf(result) };
          results.set(sample, result);
          book.run(`${page} ${which}`, sample);
        } catch (error) {
          if (browsers.isClosed()) throw error;
          book.failure(page, which, messageOf(error));
        }
      }
    }
    for (const page of auditedPages) {
      const chosen = medianRun(samplesOf(page));
      book.report(page, chosen && generateReport(cleaned(results.get(chosen) as Result), 'html'));
    }

    try {
      book.report(
        'flow',
        await browsers.withFresh((browser) => auditFlow(browser, plan, journey), patienceMs),
      );
    } catch (error) {
      if (browsers.isClosed()) throw error;
      book.failure('flow', '', messageOf(error));
      book.report('flow', undefined);
    }
  } finally {
    book.close();
  }
  say(`audits took ${formatDuration(performance.now() - began)}`);
}

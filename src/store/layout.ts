import { join } from 'node:path';
import type { AuditSubject } from '../sample/audited-pages.ts';

/** Lighthouse's own HTML report, relative to the run folder. */
export const auditReport = (of: AuditSubject) => `lighthouse/${of}.html`;

/** The picture of a page that a step did not fit, relative to the run folder. */
export const misfitPicture = (name: string) => `misfits/${name}.jpg`;

/** Paths in a run folder. */
export const layout = (folder: string) => ({
  run: join(folder, 'run.json'),
  samples: join(folder, 'samples'),
  userSamples: (user: number) => join(folder, 'samples', `user-${String(user).padStart(3, '0')}.ndjson`),
  runSamples: join(folder, 'samples', 'run.ndjson'),
  auditSamples: join(folder, 'samples', 'audits.ndjson'),
  lighthouse: join(folder, 'lighthouse'),
  telemetry: join(folder, 'telemetry.ndjson'),
  analysis: join(folder, 'analysis.json'),
  html: join(folder, 'index.html'),
  markdown: join(folder, 'summary.md'),
  junit: join(folder, 'junit.xml'),
  allureResults: join(folder, 'allure-results'),
  allureReport: join(folder, 'allure-report'),
  /** What Playwright writes about failed tests, until the run has ended. */
  playwright: join(folder, 'playwright'),
  /** Created as soon as a comparison has enough samples, or a product is down: the users then stop. */
  enough: join(folder, 'enough'),
  pageScript: join(folder, 'page-clock.js'),
});

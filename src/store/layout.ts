import { join } from 'node:path';

/** Where things lie in a run folder. */
export const layout = (folder: string) => ({
  run: join(folder, 'run.json'),
  samples: join(folder, 'samples'),
  userSamples: (user: number) => join(folder, 'samples', `user-${String(user).padStart(3, '0')}.ndjson`),
  runSamples: join(folder, 'samples', 'run.ndjson'),
  telemetry: join(folder, 'telemetry.ndjson'),
  analysis: join(folder, 'analysis.json'),
  html: join(folder, 'index.html'),
  markdown: join(folder, 'summary.md'),
  junit: join(folder, 'junit.xml'),
  allureResults: join(folder, 'allure-results'),
  allureReport: join(folder, 'allure-report'),
  pageScript: join(folder, 'page-clock.js'),
});

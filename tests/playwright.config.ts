import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from '../src/runner/browser/browser.ts';

const { executablePath } = await findBrowser(process.env.FOOTFALL_BROWSER);

export default defineConfig({
  projects: [
    { name: 'footfall', testDir: '.' },
    { name: 'reference product', testDir: '../target/tests' },
  ],
  testMatch: '**/*.test.ts',
  outputDir: '../test-results',
  workers: 2,
  timeout: 120_000,
  // Real browsers, databases and processes on a machine that others use too: once more tells a defect from a disturbance, which
  // the report lists as flaky.
  retries: 1,
  reporter: [['list']],
  use: {
    launchOptions: { args: browserArguments, ...(executablePath !== undefined && { executablePath }) },
  },
});

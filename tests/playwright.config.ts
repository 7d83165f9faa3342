import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from '../src/runner/browser.ts';

const { executablePath } = await findBrowser(process.env.FOOTFALL_BROWSER);

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.test.ts',
  outputDir: '../test-results',
  workers: 2,
  timeout: 120_000,
  reporter: [['list']],
  use: {
    launchOptions: { args: browserArguments, ...(executablePath !== undefined && { executablePath }) },
  },
});

import type { PlaywrightTestConfig } from '@playwright/test';
import { ownModule } from '../own-files.ts';
import { runConfig } from '../runner/playwright-config.ts';

/** A run like any other, but nobody reads an Allure report of a calibration. */
const config: PlaywrightTestConfig = {
  ...runConfig(),
  reporter: [[ownModule(import.meta.url, '../runner/reporter')]],
};
export default config;

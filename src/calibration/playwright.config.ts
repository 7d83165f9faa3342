import type { PlaywrightTestConfig } from '@playwright/test';
import { ownModule } from '../own-files.ts';
import { runConfig } from '../runner/playwright-config.ts';

/** The same as any other run, but without the Allure report, which a calibration does not need. */
const config: PlaywrightTestConfig = {
  ...runConfig(),
  reporter: [[ownModule(import.meta.url, '../runner/reporter')]],
};
export default config;

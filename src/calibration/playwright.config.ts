import { join } from 'node:path';
import { runConfig } from '../runner/playwright-config.ts';

/** A run like any other, but nobody reads an Allure report of a calibration. */
export default {
  ...(await runConfig(import.meta.dirname)),
  reporter: [[join(import.meta.dirname, '../runner/reporter.ts')]],
};

import type { TestCase, TestResult } from '@playwright/test/reporter';
import { AllureReporter } from 'allure-playwright';
import { FAILED_STEPS } from '../load/seats.ts';

/**
 * Allure's own reporter, with two differences: what it cannot write, on a full disk for example, is told once and does not end the
 * run; and users whose steps failed have failed for Allure, although their tests pass because they were not lost.
 */
export default class RunAllureReporter extends AllureReporter {
  #told = false;

  override async onTestEnd(test: TestCase, result: TestResult): Promise<void> {
    const reason = result.annotations.find(({ type }) => type === FAILED_STEPS)?.description;
    const shown: TestResult =
      reason !== undefined && result.status === 'passed'
        ? { ...result, status: 'failed', error: { message: reason }, errors: [{ message: reason }] }
        : result;
    await super.onTestEnd(test, shown).catch((error: Error) => this.#tell(error));
  }

  override async onEnd(): Promise<void> {
    await super.onEnd().catch((error: Error) => this.#tell(error));
  }

  #tell({ message }: Error): void {
    if (!this.#told) console.error(`Allure's results are incomplete: ${message}`);
    this.#told = true;
  }
}

import { AllureReporter } from 'allure-playwright';

/** Allure's own reporter, but what it cannot write, on a full disk for example, is told once and does not end the run. */
export default class SafeAllureReporter extends AllureReporter {
  #told = false;

  override async onTestEnd(...given: Parameters<AllureReporter['onTestEnd']>): Promise<void> {
    await super.onTestEnd(...given).catch((error: Error) => this.#tell(error));
  }

  override async onEnd(): Promise<void> {
    await super.onEnd().catch((error: Error) => this.#tell(error));
  }

  #tell({ message }: Error): void {
    if (!this.#told) console.error(`Allure's results are incomplete: ${message}`);
    this.#told = true;
  }
}

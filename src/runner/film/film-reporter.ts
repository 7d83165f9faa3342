import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Passes on what the films say of themselves, as `footfall verify` shows it. */
export default class FilmReporter implements Reporter {
  printsToStdio(): boolean {
    return true;
  }

  onTestEnd(_test: TestCase, { error }: TestResult): void {
    if (error) console.error(error.message?.split('\n')[0]);
  }

  onError({ message }: { message?: string }): void {
    console.error(message?.split('\n')[0]);
  }

  onStdErr(chunk: string | Buffer): void {
    process.stderr.write(chunk);
  }
}

import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { cleanOutput } from '../../store/clean.ts';

/** Passes on what the films say of themselves, as `footfall verify` shows it. */
export default class FilmReporter implements Reporter {
  onBegin(): void {
    cleanOutput();
  }

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

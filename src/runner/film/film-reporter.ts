import { rmSync } from 'node:fs';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { handedPlan } from '../../load/handed-plan.ts';
import type { RunPlan } from '../../sample/run.ts';
import { cleanOutput } from '../../store/clean.ts';
import { layout } from '../../store/layout.ts';

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

  /** What Playwright writes about a failed film has not been cleaned. */
  onEnd(): void {
    rmSync(layout((handedPlan() as RunPlan).folder).playwright, { recursive: true, force: true });
  }
}

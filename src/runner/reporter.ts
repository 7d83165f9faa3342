import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import { reportLost } from '../load/barrier.ts';
import { now } from '../load/schedule.ts';
import { renderTerminal } from '../report/terminal.ts';
import type { RunPlan } from '../sample/run.ts';
import type { EndSample, Sample } from '../sample/sample.ts';
import { openWriter } from '../store/append.ts';
import { layout } from '../store/layout.ts';
import { generateAllureReport } from './allure.ts';
import { conclude } from './conclude.ts';
import { followRun, type LiveFigures } from './live-run.ts';
import { liveLine } from './live-view.ts';

const LIVE_INTERVAL_MS = 1000;
/** Without a terminal a line now and then is enough. */
const LOG_EVERY = 10;

/** Shows the run while it goes on and concludes it at the end. */
export default class FootfallReporter implements Reporter {
  readonly #plan = JSON.parse(process.env.FOOTFALL_PLAN as string) as RunPlan;
  #users = 0;
  #usersEnded = 0;
  #timer: NodeJS.Timeout | undefined;
  #interrupted = false;
  #ended = false;

  printsToStdio(): boolean {
    return true;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#users = suite.allTests().filter(isUser).length;
    const { workload, target, folder } = this.#plan;
    console.log(
      `${workload.users} users · ${workload.name} · ${target.url} · seed ${workload.seed} · ${relative(process.cwd(), folder)}`,
    );
    const figuresAt = followRun(folder);
    let ticks = 0;
    this.#timer = setInterval(() => {
      this.#show(figuresAt(now()), ticks);
      ticks += 1;
    }, LIVE_INTERVAL_MS);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (!isUser(test)) return;
    this.#usersEnded += 1;
    if (result.status === 'interrupted') this.#interrupted = true;
    if (result.status === 'failed' || result.status === 'timedOut') {
      // Wherever it failed, also before its own code ran: the others must not wait for it.
      reportLost(process.env.FOOTFALL_BARRIER as string).catch(() => {});
      this.#clearLine();
      console.log(`${test.title}: ${result.error?.message?.split('\n')[0] ?? result.status}`);
    }
    // Before the budgets are judged, which comes next.
    if (this.#usersEnded === this.#users && !this.#interrupted) this.#writeEnd('completed');
  }

  onError({ message, stack }: TestError): void {
    this.#clearLine();
    console.error(message ?? stack);
  }

  /** A run that is invalid or inconclusive is not green, also for whoever only looks at Playwright's exit code. */
  async onEnd({ status }: FullResult): Promise<{ status: FullResult['status'] } | undefined> {
    clearInterval(this.#timer);
    this.#clearLine();
    const { folder, workload } = this.#plan;
    const files = layout(folder);
    if (!existsSync(files.run)) return undefined;
    this.#writeEnd(status === 'interrupted' ? 'interrupted' : 'failed');
    const analysis = conclude(folder);
    console.log(
      `\n${renderTerminal(analysis, { width: process.stdout.columns ?? 100, colours: process.stdout.isTTY === true })}`,
    );
    const allure = await generateAllureReport(folder, `Footfall · ${workload.name}`).catch((error: Error) => {
      console.error(error.message);
      return undefined;
    });
    const here = (file: string) => relative(process.cwd(), file);
    console.log(
      `\nreport  ${here(files.html)}${allure ? `\nallure  ${here(allure)}` : ''}\ndata    ${here(files.analysis)}`,
    );
    return analysis.verdict.outcome === 'pass' ? undefined : { status: 'failed' };
  }

  #show(figures: LiveFigures, tick: number): void {
    const line = liveLine(figures, this.#plan.workload.users, now());
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${line.slice(0, process.stdout.columns - 1)}`);
    else if (tick % LOG_EVERY === 0) console.log(line);
  }

  #clearLine(): void {
    if (process.stdout.isTTY) process.stdout.write('\r\x1b[2K');
  }

  #writeEnd(reason: EndSample['reason']): void {
    if (this.#ended) return;
    this.#ended = true;
    const writer = openWriter<Sample>(join(layout(this.#plan.folder).samples, 'end.ndjson'));
    writer.append({ type: 'end', at: now(), reason });
    writer.close();
  }
}

function isUser(test: TestCase): boolean {
  return test.parent.project()?.name === 'users';
}

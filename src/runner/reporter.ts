import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
import { now } from '../load/clock.ts';
import { handedPlan } from '../load/handed-plan.ts';
import { type Crew, crewsOf, titleOf } from '../load/seats.ts';
import { handedSettings } from '../project/hand-over.ts';
import { renderTerminal } from '../report/terminal.ts';
import type { Analysis } from '../sample/analysis.ts';
import type { RunPlan } from '../sample/run.ts';
import type { EndSample, Sample } from '../sample/sample.ts';
import { openWriter, type Writer } from '../store/append.ts';
import { cleanOutput } from '../store/clean.ts';
import { hasLeft } from '../store/has-left.ts';
import { layout } from '../store/layout.ts';
import { shownPath } from '../store/shown-path.ts';
import { howMany } from '../words/units.ts';
import { generateAllureReport } from './allure.ts';
import { conclude, remember, whereReportsAre } from './conclude.ts';
import { followRun, type LiveFigures } from './live/live-run.ts';
import { liveLine } from './live/live-view.ts';
import { watchForSilence } from './live/silence.ts';
import { isLive, terminalOptions, widthOf } from './live/terminal-options.ts';

const LIVE_INTERVAL_MS = 1000;
/** Without a terminal, print only every tenth line. */
const LOG_EVERY = 10;
const NO_TEST =
  'Playwright runs no test for it: its journey is not registered when its file is loaded, or the test was left out';
/** The tests in `audits/audits.spec.ts` and `film/film.spec.ts`. */
const AFTER_USERS = ['page audits', 'films of the steps'];

/**
 * Shows the progress of a run and concludes it at the end. The command line shows and concludes comparisons; for these, the
 * reporter only prints problems and records how the run ended.
 */
export default class FootfallReporter implements Reporter {
  readonly #plan = handedPlan() as RunPlan;
  readonly #crews = new Map<string, Crew>(
    crewsOf(this.#plan.seats, this.#plan.workload.usersPerWorker ?? 1).map((crew) => [titleOf(crew), crew]),
  );
  readonly #warnings = new Set<string>();
  #crewsLeft = this.#crews.size;
  #timer: NodeJS.Timeout | undefined;
  #writer: Writer<Sample> | undefined;
  #interrupted = false;
  #usersConcluded = false;
  readonly #silence = watchForSilence(this.#plan.workload.thinkTimeMs.max);
  #ended = false;

  printsToStdio(): boolean {
    return true;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    cleanOutput();
    const { workload, target, folder, sides } = this.#plan;
    if (!sides) {
      console.log(
        `${howMany(workload.users, 'user')} · ${workload.name} · ${target.url} · seed ${workload.seed} · ${shownPath(folder)}`,
      );
    }
    this.#dismissAbsent(suite);
    if (sides) return;
    const figuresAt = followRun(folder);
    let ticks = 0;
    this.#timer = setInterval(() => {
      const figures = figuresAt(now());
      this.#show(figures, ticks);
      this.#listen(figures);
      ticks += 1;
    }, LIVE_INTERVAL_MS);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const crew = isUser(test) ? this.#crews.get(test.title) : undefined;
    // The report lists missed budgets, but nothing else says that the audits or the film failed to run.
    if (!crew && AFTER_USERS.includes(test.title) && result.status === 'failed') {
      console.log(`${test.title}: ${reasonOf(result)}`);
    }
    if (!crew) return;
    this.#crewsLeft -= 1;
    if (this.#crewsLeft === 0) this.#stopShowing();
    if (result.status === 'interrupted') this.#interrupted = true;
    if (result.status === 'failed' || result.status === 'timedOut') {
      this.#recordLost(crew, 'its worker ended before its work was over');
      this.#clearLine();
      console.log(`${test.title}: ${reasonOf(result)}`);
    }
    // The budgets are judged next, and need the end of the run.
    if (this.#crewsLeft === 0 && !this.#interrupted) {
      this.#writeEnd('completed');
      if (this.#plan.audits || this.#plan.film) this.#concludeUsers();
    }
  }

  /** Several workers may report the same problem; print it once. */
  onStdErr(chunk: string | Buffer): void {
    const warning = chunk.toString();
    if (this.#warnings.has(warning)) return;
    this.#warnings.add(warning);
    this.#clearLine();
    process.stderr.write(warning);
  }

  onError({ message, stack }: TestError): void {
    this.#clearLine();
    console.error(message ?? stack);
  }

  /** Makes Playwright's exit code non-zero for an invalid or inconclusive run too. */
  async onEnd({ status }: FullResult): Promise<{ status: FullResult['status'] } | undefined> {
    this.#stopShowing();
    const { folder, workload, sides } = this.#plan;
    const files = layout(folder);
    // Errors as they were thrown; what is worth keeping has been recorded.
    rmSync(files.playwright, { recursive: true, force: true });
    if (!existsSync(files.run)) return undefined;
    this.#writeEnd(status === 'interrupted' ? 'interrupted' : 'failed');
    if (sides) return undefined;
    const { history } = handedSettings();
    const analysis = conclude(folder, history);
    remember(folder, analysis, history);
    // What was printed when the users had left is not listed again.
    const ofPages = analysis.budgets.filter(({ page }) => page !== undefined);
    this.#print(analysis, this.#usersConcluded ? { acceptance: [], budgets: ofPages } : analysis);
    const allure = await generateAllureReport(folder, `Footfall · ${workload.name}`).catch((error: Error) => {
      console.error(error.message);
      return undefined;
    });
    console.log(`\n${whereReportsAre({ report: files.html, allure, data: files.analysis })}`);
    return analysis.verdict.outcome === 'pass' ? undefined : { status: 'failed' };
  }

  /** Prints the verdict on what the users experienced before the audits, which take minutes. */
  #concludeUsers(): void {
    const { folder } = this.#plan;
    if (!existsSync(layout(folder).run)) return;
    try {
      this.#print(conclude(folder, handedSettings().history, 'users'));
      console.log(`\nreport  ${shownPath(layout(folder).html)}\n\n${this.#whatFollows()}\n`);
      this.#usersConcluded = true;
    } catch (error) {
      // The run is judged again after the audits.
      console.error(`the users' verdict could not be made yet: ${(error as Error).message}`);
    }
  }

  #whatFollows(): string {
    const { audits, film } = this.#plan;
    const parts = [audits && 'Lighthouse audits the pages', film && 'each step is filmed'].filter(Boolean);
    return `Now ${parts.join(', then ')}; the rest of the report follows.`;
  }

  #print(analysis: Analysis, listed: Pick<Analysis, 'acceptance' | 'budgets'> = analysis): void {
    console.log(`\n${renderTerminal(analysis, terminalOptions(), listed)}`);
  }

  #show(figures: LiveFigures, tick: number): void {
    const line = liveLine(figures, this.#plan.workload.users, now());
    if (isLive()) process.stdout.write(`\r\x1b[2K${line.slice(0, widthOf() - 1)}`);
    else if (tick % LOG_EVERY === 0) console.log(line);
  }

  /** A dead product is told at once, and ends the run if that was asked for: the users then leave. */
  #listen(figures: LiveFigures): void {
    const news = this.#silence.look(figures, now());
    if (news === undefined) return;
    this.#clearLine();
    console.log(news);
    if (!this.#plan.stopWhenDown || !this.#silence.isDown()) return;
    console.log('the run ends, because of --stop-when-down');
    this.#writeEnd('down');
    writeFileSync(layout(this.#plan.folder).enough, '');
  }

  #stopShowing(): void {
    clearInterval(this.#timer);
    this.#clearLine();
  }

  #clearLine(): void {
    if (isLive()) process.stdout.write('\r\x1b[2K');
  }

  /** Users without a test: a journey file may register other journeys than it seems to, or a test be left out. */
  #dismissAbsent(suite: Suite): void {
    // Without a run, Playwright begins with an empty suite, to say why.
    if (!existsSync(layout(this.#plan.folder).run)) return;
    const titles = new Set(suite.allTests().flatMap((test) => (isUser(test) ? [test.title] : [])));
    for (const [title, crew] of this.#crews) {
      if (titles.has(title)) continue;
      this.#crewsLeft -= 1;
      this.#recordLost(crew, NO_TEST);
      console.log(`${title}: ${NO_TEST}`);
    }
  }

  /** Records users as lost that could not do so themselves, such as those of a killed worker, so that nothing waits for them. */
  #recordLost({ journey, users }: Crew, message: string): void {
    for (const user of users) {
      if (hasLeft(this.#plan.folder, user)) continue;
      this.#write({ type: 'user', user, journey, event: 'lost', at: now(), message });
      reportLost(process.env.FOOTFALL_BARRIER as string, user).catch(() => {});
    }
  }

  #writeEnd(reason: EndSample['reason']): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#write({ type: 'end', at: now(), reason });
    this.#writer?.close();
  }

  #write(sample: Sample): void {
    this.#writer ??= openWriter<Sample>(join(layout(this.#plan.folder).samples, 'reporter.ndjson'));
    this.#writer.append(sample);
  }
}

function reasonOf({ error, status }: TestResult): string {
  return error?.message?.split('\n')[0]?.replace(/^Error: /, '') ?? status;
}

function isUser(test: TestCase): boolean {
  return test.parent.project()?.name === 'users';
}

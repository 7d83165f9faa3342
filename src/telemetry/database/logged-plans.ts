import { MARK } from './database-connection.ts';

const MOST_PLANS = 20;
const LONGEST_PLAN = 4000;

/** How `auto_explain` begins a plan, after any `log_line_prefix`; the lines that follow begin with a tab. */
const BEGINS = /duration: (\d+(?:\.\d+)?) ms {2}plan:/;

/** The plans of the slowest statements in PostgreSQL's log, slowest first, without Footfall's own. */
export function loggedPlans(log: string): string[] {
  const plans: { durationMs: number; lines: string[] }[] = [];
  let isPlan = false;
  for (const line of log.split(/\r?\n/)) {
    const duration = BEGINS.exec(line)?.[1];
    if (duration !== undefined) {
      // Drop the prefix: it may contain user, database and host.
      plans.push({ durationMs: Number(duration), lines: [line.slice(line.search(BEGINS))] });
      isPlan = true;
    } else if (isPlan && line.startsWith('\t')) {
      plans.at(-1)?.lines.push(line.slice(1));
    } else {
      isPlan = false;
    }
  }
  return plans
    .filter(({ lines }) => !lines.some((line) => line.includes(MARK)))
    .sort((one, other) => other.durationMs - one.durationMs)
    .slice(0, MOST_PLANS)
    .map(({ lines }) => lines.join('\n').slice(0, LONGEST_PLAN));
}

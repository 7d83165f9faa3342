import { existsSync } from 'node:fs';
import { now } from '../load/clock.ts';
import type { RunPlan } from '../sample/run.ts';
import { hasLeft } from '../store/has-left.ts';
import { layout } from '../store/layout.ts';

/** How long users may take to leave after their last step could have ended. */
const LEAVE_MS = 20_000;
/** After that, how long workers may take to notice that their pages are gone. */
const NOTICE_MS = 12_000;
const LOOK_EVERY_MS = 1000;

interface Surroundings {
  plan: RunPlan;
  /** When the steady state ends, in epoch milliseconds; infinite before it begins. */
  steadyEndAt(): number;
  /** When the run was interrupted; infinite if it was not. */
  interruptedAt(): number;
  endBrowser(): void;
  /** The worker process of a user who has stood ready and is not lost. Whoever is lost may have no process any more. */
  workerOf(user: number): number | undefined;
}

/**
 * Ends what keeps users from leaving: a browser that does not respond, then workers that do not, such as one in an endless loop of a
 * journey. Their users are then lost, and the run goes on to its verdict.
 *
 * @returns stops watching
 */
export function endOverdue({
  plan,
  steadyEndAt,
  interruptedAt,
  endBrowser,
  workerOf,
}: Surroundings): () => void {
  const { folder, seats, workload } = plan;
  let enoughAt = Number.POSITIVE_INFINITY;
  let browserEndedAt: number | undefined;
  const dueAt = () => {
    if (existsSync(layout(folder).enough)) enoughAt = Math.min(enoughAt, now());
    const lastStepAt = Math.min(steadyEndAt(), enoughAt) + workload.stepTimeoutMs;
    return Math.min(lastStepAt, interruptedAt()) + LEAVE_MS;
  };
  const timer = setInterval(() => {
    if (now() < dueAt()) return;
    const missing = seats.flatMap((_, user) => {
      const worker = workerOf(user);
      return worker === undefined || hasLeft(folder, user) ? [] : [{ user, worker }];
    });
    if (missing.length === 0) {
      clearInterval(timer);
    } else if (browserEndedAt === undefined) {
      browserEndedAt = now();
      console.error(
        `${LEAVE_MS / 1000} s after the last step must have ended, these users have not left: ${missing.map(({ user }) => user).join(', ')}; the browser is ended, then their workers`,
      );
      endBrowser();
    } else if (now() > browserEndedAt + NOTICE_MS) {
      for (const worker of new Set(missing.map((one) => one.worker))) end(worker);
    }
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

/** Only this signal reaches a process that is stopped. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has just exited.
  }
}

import { test } from '@playwright/test';
import { keepRunnersTime } from '../../load/barrier.ts';
import { handedPlan, handedRoot } from '../../load/handed-plan.ts';
import { handedSettings } from '../../project/hand-over.ts';
import type { RunPlan } from '../../sample/run.ts';
import { journeysIn } from '../journeys-in.ts';
import { traceSlowSteps } from './trace-steps.ts';

/** Traces the slowest steps after all users have left: tracing is slow, so no measured step is traced. */
const plan = handedPlan() as RunPlan;

test('traces of the slowest steps', async () => {
  // Each walk has its own time limit.
  test.setTimeout(0);
  await keepRunnersTime(process.env.FOOTFALL_BARRIER as string);
  const { browser } = handedSettings();
  // The runner forwards what workers write to this stream.
  const log = (line: string) => process.stderr.write(`${line}\n`);
  await traceSlowSteps(plan, await journeysIn(handedRoot()), browser, log);
});

import { join } from 'node:path';
import type { RunPlan } from '../sample/run.ts';

/** The command line plans a run and hands the plan to Playwright's processes in their environment. */

/** @returns undefined outside a run */
export function handedPlan(): RunPlan | undefined {
  const text = process.env.FOOTFALL_PLAN;
  return text ? (JSON.parse(text) as RunPlan) : undefined;
}

/** The project's folder, with `journeys` and `workloads`. */
export function handedRoot(): string {
  return process.env.FOOTFALL_ROOT as string;
}

export const queryLogOf = (root: string) => join(root, 'workloads', 'query-log.ndjson');

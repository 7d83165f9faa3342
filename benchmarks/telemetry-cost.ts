import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startCopy } from '../src/cli/product/start-product.ts';
import { openProject } from '../src/project/open-project.ts';
import { readSettings } from '../src/project/settings.ts';
import { checkTarget, movedTo } from '../src/runner/target-check.ts';
import { findSources } from '../src/runner/telemetry/find-sources.ts';
import { startTelemetry } from '../src/runner/telemetry/start-telemetry.ts';
import { PROCESSES_EVERY_MS, SIGNALS_EVERY_MS } from '../src/runner/watch-generator.ts';
import type { Run } from '../src/sample/run.ts';
import { watchHost } from '../src/telemetry/machine/host.ts';
import { watchProcesses } from '../src/telemetry/machine/processes.ts';
import { recordTelemetry } from '../src/telemetry/recorder.ts';

const root = resolve(import.meta.dirname, '..');

/** The number of processes of fifty browsers and their workers, which matters for the cost of reading `/proc`. */
const OTHER_PROCESSES = 250;

const PART_MS = 20_000;
/** In alternating order, so that a machine that warms up favours neither. */
const parts = ['off', 'on', 'on', 'off', 'off', 'on'] as const;

/** Shares of one core. */
export interface TelemetryCost {
  /** CPU of the process that reads. */
  own: number;
  /** Additional CPU of the tiers that are read. */
  asked: number;
}

/** Measures the cost of reading an idle reference target, all sources at their default intervals. */
export async function telemetryCost(): Promise<TelemetryCost> {
  const env = { ...process.env };
  const project = await openProject(root);
  const settings = readSettings(project, env);
  const target = await startCopy(project, settings, 'base', env, new AbortController().signal, 'read');
  const others = startOthers();
  try {
    const checked = await checkTarget(movedTo(settings.target, target.url));
    const file = join(root, '.footfall/copies/base/target.json');
    const spent = { on: { own: 0, asked: 0 }, off: { own: 0, asked: 0 } };
    for (const part of parts) {
      const one = await spentIn(part === 'on' ? () => start(checked, file) : undefined, checked);
      spent[part].own += one.own;
      spent[part].asked += one.asked;
    }
    const wallMs = (PART_MS * parts.length) / 2;
    return {
      own: (spent.on.own - spent.off.own) / wallMs,
      asked: (spent.on.asked - spent.off.asked) / wallMs,
    };
  } finally {
    for (const one of others) one.kill();
    await target.stop();
  }
}

function startOthers(): ChildProcess[] {
  return Array.from({ length: OTHER_PROCESSES }, () => spawn('sleep', ['600'], { stdio: 'ignore' }));
}

const tierGroups = (target: Run['target'], inDetail: boolean) =>
  (target.tiers ?? []).map(({ name, pids }) => ({ name, roots: () => pids ?? [], inDetail }));

/** Starts telemetry in the same way as a run. */
function start(target: Run['target'], file: string): () => Promise<void> {
  const sources = findSources({ metricsUrls: [], logs: [], file }, target.url);
  const discard = () => {};
  const telemetry = startTelemetry(sources, target, { reading: discard, evidence: discard });
  const stopHost = recordTelemetry(discard, watchHost(), SIGNALS_EVERY_MS);
  const stopProcesses = recordTelemetry(
    discard,
    watchProcesses(tierGroups(target, true)),
    PROCESSES_EVERY_MS,
  );
  return async () => {
    stopHost();
    stopProcesses();
    await telemetry.stop();
  };
}

/** CPU time in milliseconds of this process and of the target's tiers. */
async function spentIn(
  begin: (() => () => Promise<void>) | undefined,
  target: Run['target'],
): Promise<{ own: number; asked: number }> {
  const tiers = watchProcesses(tierGroups(target, false));
  tiers();
  const before = process.cpuUsage();
  const stop = begin?.();
  await pause(PART_MS);
  const { user, system } = process.cpuUsage(before);
  const asked = [...tiers().values()].reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  await stop?.();
  return { own: (user + system) / 1000, asked };
}

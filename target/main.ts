import { readConfiguration } from './supervisor/configuration.ts';
import { Lifetime } from './supervisor/lifetime.ts';
import { reporter } from './supervisor/report.ts';
import { startTarget } from './supervisor/start-target.ts';
import { UsageError } from './supervisor/usage-error.ts';

/**
 * Starts and later stops the whole target: `node --import tsx target/main.ts [--detached]`.
 * With `--detached`, it outlives its parent process.
 */
const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

/** Ctrl-C and the parent's stop request arrive together; only a later signal forces an immediate exit. */
const SAME_REQUEST_MS = 1_000;

const lifetime = new Lifetime();
const report = reporter();
let stopAskedMs: number | undefined;

async function end(code: number): Promise<never> {
  await lifetime.stop();
  process.exit(code);
}

function onSignal(): void {
  if (stopAskedMs === undefined) {
    stopAskedMs = performance.now();
    void end(0);
  } else if (performance.now() - stopAskedMs > SAME_REQUEST_MS) {
    lifetime.force();
    process.exit(EXIT_FAILED);
  }
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal);
if (!process.argv.includes('--detached')) {
  process.on('disconnect', () => {
    if (stopAskedMs === undefined) onSignal();
  });
}

try {
  const { url, documents, pids, lost } = await startTarget(readConfiguration(process.env), lifetime, report);
  report({ type: 'ready', url, documents, pids });
  const message = await lost;
  if (!lifetime.signal.aborted) throw new Error(message);
} catch (error) {
  // Errors while stopping are caused by stopping: ignore them.
  if (!lifetime.signal.aborted) {
    report({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    await end(error instanceof UsageError ? EXIT_USAGE : EXIT_FAILED);
  }
}

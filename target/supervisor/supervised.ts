/** Messages from child to supervisor. */
export type ChildMessage =
  | { type: 'ready'; [detail: string]: unknown }
  | { type: 'progress'; done: number; total: number }
  | { type: 'failed'; message: string };

interface Service {
  /** Sent to the supervisor once the service is ready. */
  ready: Record<string, unknown>;
  stop(): Promise<void>;
}

/** Exits without waiting if stopping takes longer. */
const STOP_LIMIT_MS = 5_000;

const tell = (message: ChildMessage): Promise<void> =>
  new Promise((resolve) => {
    if (process.send && process.connected) process.send(message, () => resolve());
    else resolve();
  });

/**
 * Runs a service as a child of the supervisor. It stops on SIGTERM and when the supervisor exits. It ignores
 * SIGINT, because Ctrl-C reaches the whole process group and the supervisor stops its children in order.
 */
export async function supervised(start: () => Promise<Service>): Promise<void> {
  process.on('SIGINT', () => {});
  let service: Service | undefined;
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    await service?.stop();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
  try {
    service = await start();
    await tell({ type: 'ready', ...service.ready });
  } catch (error) {
    await fail(error);
  }
}

/** Runs a setup step as a child of the supervisor and reports its progress. */
export async function seeding(
  act: (progress: (done: number, total: number) => void) => void | Promise<void>,
): Promise<void> {
  process.on('SIGINT', () => {});
  process.on('disconnect', () => process.exit(1));
  let toldPercent = -1;
  try {
    await act((done, total) => {
      const percent = Math.floor((100 * done) / total);
      if (percent > toldPercent) void tell({ type: 'progress', done, total });
      toldPercent = percent;
    });
    await tell({ type: 'ready' });
    process.exit(0);
  } catch (error) {
    await fail(error);
  }
}

async function fail(error: unknown): Promise<never> {
  await tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}

import { chromium } from '@playwright/test';
import { watchEventLoop } from '../../telemetry/machine/event-loop.ts';
import { browserArguments, findBrowser } from './browser.ts';
import type { BrowserServerMessage } from './browser-server.ts';
import { openCanary } from './canary.ts';

/** The runner writes one reading a second; told more often, it is of that second and not of the one before. */
const TELL_LOOP_EVERY_MS = 250;

/** A browser that has not closed by then, with fifty contexts on a busy machine, will not close. */
const CLOSE_PATIENCE_MS = 10_000;

/** The process behind {@link startBrowserServer}: one Chromium, as many clients as there are workers. */
async function serve(): Promise<void> {
  // Before anything that takes a while, and perhaps too late already: the runner tells only once that it is gone.
  const letGo = new Promise<void>((resolve) => {
    process.once('disconnect', () => resolve());
    if (!process.connected) resolve();
  });
  const { executablePath, foundAs } = await findBrowser(process.env.FOOTFALL_BROWSER || undefined);
  const options = { args: browserArguments, ...(executablePath !== undefined && { executablePath }) };
  const server = await chromium.launchServer({ ...options, handleSIGINT: false });
  server.once('close', () => {
    const { exitCode, signalCode } = server.process();
    tell({ type: 'browser ended', how: signalCode ?? `exit code ${exitCode}` });
    // Once the browser is gone, this waits for its temporary folders to be removed.
    server.kill().finally(() => process.exit());
  });
  void letGo.then(() => {
    setTimeout(() => server.kill(), CLOSE_PATIENCE_MS);
    server.close();
  });
  const client = await chromium.connect(server.wsEndpoint());
  tell({ type: 'ready', endpoint: server.wsEndpoint(), version: client.version(), foundAs });

  const loop = watchEventLoop();
  setInterval(() => {
    const delayMs = loop.read();
    if (delayMs !== undefined) tell({ type: 'loop', delayMs });
  }, TELL_LOOP_EVERY_MS);
  // A run is the same without it.
  openCanary(client, (reading) => tell({ type: 'canary', ...reading })).catch(() => {});
}

/** After the runner has let go, there is nobody to tell. */
function tell(message: BrowserServerMessage): void {
  if (process.connected) process.send?.(message);
}

serve().catch((error: Error) => {
  tell({ type: 'failed', message: error.message });
  process.disconnect();
});

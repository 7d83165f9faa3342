import { rmSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { watchEventLoop } from '../../telemetry/machine/event-loop.ts';
import { browserArguments, findBrowser } from './browser.ts';
import type { BrowserServerMessage } from './browser-server.ts';
import { openCanary } from './canary.ts';

/** The runner records one reading per second; reporting more often keeps a reading within its second. */
const REPORT_LOOP_EVERY_MS = 250;

/** Even with fifty contexts on a busy machine, a browser that has not closed by then will not close. */
const CLOSE_PATIENCE_MS = 10_000;

/** The process behind {@link startBrowserServer}: one Chromium with one client per worker. */
async function serve(): Promise<void> {
  // Must come before anything slow: `disconnect` fires only once, and may have fired already.
  const disconnected = new Promise<void>((resolve) => {
    process.once('disconnect', () => resolve());
    if (!process.connected) resolve();
  });
  const { executablePath, foundAs } = await findBrowser(process.env.FOOTFALL_BROWSER);
  const temporary = process.env.FOOTFALL_BROWSER_FILES as string;
  // The browser may be unpacked into the usual place, where the next run finds it; only what it writes itself goes with it.
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = temporary;
  process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
  const options = { args: browserArguments, ...(executablePath !== undefined && { executablePath }) };
  const server = await chromium.launchServer({ ...options, handleSIGINT: false });
  server.once('close', () => {
    const { exitCode, signalCode } = server.process();
    report({ type: 'browser ended', how: signalCode ?? `exit code ${exitCode}` });
    // The browser is gone; this waits until its temporary folders are removed.
    server.kill().finally(() => process.exit());
  });
  void disconnected.then(() => {
    setTimeout(() => server.kill(), CLOSE_PATIENCE_MS);
    server.close();
  });
  const client = await chromium.connect(server.wsEndpoint());
  report({ type: 'ready', endpoint: server.wsEndpoint(), version: client.version(), foundAs });

  const loop = watchEventLoop();
  setInterval(() => {
    const delayMs = loop.read();
    if (delayMs !== undefined) report({ type: 'loop', delayMs });
  }, REPORT_LOOP_EVERY_MS);
  // A run does not depend on it.
  openCanary(client, (reading) => report({ type: 'canary', ...reading })).catch(() => {});
}

/** Does nothing after the runner has disconnected. */
function report(message: BrowserServerMessage): void {
  if (process.connected) process.send?.(message);
}

serve().catch((error: Error) => {
  report({ type: 'failed', message: error.message });
  process.disconnect();
});

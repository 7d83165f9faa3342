import { chromium } from '@playwright/test';
import { browserArguments, findBrowser } from './browser.ts';
import type { BrowserServerMessage } from './browser-server.ts';

/** The process behind {@link startBrowserServer}: one Chromium, as many clients as there are workers. */
async function serve(): Promise<void> {
  const { executablePath, foundAs } = await findBrowser(process.env.FOOTFALL_BROWSER || undefined);
  const options = { args: browserArguments, ...(executablePath !== undefined && { executablePath }) };
  const server = await chromium.launchServer({ ...options, handleSIGINT: false });
  const probe = await chromium.connect(server.wsEndpoint());
  const version = probe.version();
  await probe.close();
  process.once('disconnect', () => server.close().finally(() => process.exit(0)));
  tell({ endpoint: server.wsEndpoint(), version, foundAs });
}

function tell(message: BrowserServerMessage): void {
  process.send?.(message);
}

serve().catch((error: Error) => {
  tell({ failure: error.message });
  process.disconnect();
});

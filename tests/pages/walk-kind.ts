import { mkdtempSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { now } from '../../src/load/clock.ts';
import { randomStream } from '../../src/load/random.ts';
import { writePageScript } from '../../src/runner/browser/page-script.ts';
import type { Camera } from '../../src/runner/film/camera.ts';
import { filmStep } from '../../src/runner/film/film-step.ts';
import { collectDetails, type StepResult, specOf, takeStep } from '../../src/user/step.ts';
import { layOutStep } from '../../src/user/step-timing.ts';
import { openUserPage } from '../../src/user/user-page.ts';
import type { Kind, Urls, Way } from './kind.ts';

/** A step on a page whose truth is known. */
export interface KnownStep {
  outcome: StepResult['outcome'];
  /** From input to paint, as Footfall and as the page itself measured it. */
  measuredMs?: number;
  truthMs?: number;
  doubts: string[];
}

/** A person types about eight letters a second. */
const keyDelayMs = { min: 120, max: 120 };

/** Long enough to see what is restless. */
const THINK_MS = 1200;

/** When late changes have been seen. */
const COLLECT_AFTER_MS = 1100;

const folder = join(import.meta.dirname, 'kinds');

/** Every kind, by the name of its file. */
export async function allKinds(): Promise<Map<string, Kind>> {
  const names = readdirSync(folder).sort();
  return new Map(
    await Promise.all(
      names.map(async (file) => {
        const { default: kind } = (await import(join(folder, file))) as { default: Kind };
        return [file.replace('.ts', ''), kind] as const;
      }),
    ),
  );
}

export interface ServedKind extends Urls {
  close(): void;
}

export async function serveKind({ routes, upgrade }: Kind): Promise<ServedKind> {
  const server = createServer(async (request, response) => {
    response.on('error', () => {});
    const handler = routes[(request.url ?? '').split('?')[0] as string];
    if (handler) await handler(request, response);
    else response.writeHead(404).end();
  });
  if (upgrade) server.on('upgrade', upgrade);
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    otherUrl: `http://localhost:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

let script: string | undefined;

function pageScript(): string {
  if (script === undefined) {
    script = join(mkdtempSync(join(tmpdir(), 'footfall-')), 'page.js');
    writePageScript(script);
  }
  return script;
}

let steps = 0;

/** The same with a camera on it: what the screen showed, from the input. */
export async function filmWay(
  browser: Browser,
  kind: Kind,
  { action }: Way,
  url: string,
  camera: Camera,
): Promise<KnownStep & { seenMs?: number }> {
  const user = await openUserPage(browser, url, pageScript(), kind.earlier);
  try {
    const page = await user.usable();
    await page.goto(url);
    await pause(300);
    steps += 1;
    const id = steps.toString(16).padStart(32, '0');
    const { result, details, claimedMs, seenMs } = await filmStep(page, camera, action, id, 6000);
    const truthMs = await truthOf(page);
    return {
      outcome: result.outcome,
      doubts: details.doubts ?? [],
      ...(claimedMs !== undefined && { measuredMs: claimedMs }),
      ...(truthMs !== undefined && { truthMs }),
      ...(seenMs !== undefined && { seenMs }),
    };
  } finally {
    await user.close();
  }
}

/** Takes a step as a user does: on a page of its own, at a person's pace, in think time before and after. */
export async function walkWay(
  browser: Browser,
  kind: Kind,
  { action }: Way,
  url: string,
): Promise<KnownStep> {
  const user = await openUserPage(browser, url, pageScript(), kind.earlier);
  try {
    const page = await user.usable();
    await page.goto(url);
    await pause(200);
    steps += 1;
    const spec = specOf(action, steps.toString(16).padStart(32, '0'), 6000);
    const armed = (await collectDetails(page, spec)).armed;
    const timing = layOutStep(action, now(), THINK_MS, { keyDelayMs }, randomStream(0, 'pages'));
    const result = await takeStep(page, action, spec, timing, armed);
    await pause(COLLECT_AFTER_MS);
    const { contentfulMs, doubts = [] } = await collectDetails(page);
    const { inputAt, frameAt, outcome } = result;
    const measuredMs =
      contentfulMs ?? (frameAt === undefined || inputAt === undefined ? undefined : frameAt - inputAt);
    const truthMs = await truthOf(page);
    return {
      outcome,
      doubts,
      ...(measuredMs !== undefined && { measuredMs }),
      ...(truthMs !== undefined && { truthMs }),
    };
  } finally {
    await user.close();
  }
}

async function truthOf(page: Page): Promise<number | undefined> {
  const { inputAt, shownAt } = await page.evaluate(
    () => (window as unknown as { truth: { inputAt?: number; shownAt?: number } }).truth ?? {},
  );
  return inputAt === undefined || shownAt === undefined ? undefined : shownAt - inputAt;
}

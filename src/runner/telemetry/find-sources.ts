import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Where the product can be asked about itself. Addresses may hold passwords: they are never written down. */
export interface SourceSettings {
  databaseUrl?: string;
  /** PostgreSQL's log, for the plans that `auto_explain` writes there. */
  databaseLog?: string;
  /** Vespa's container, or what speaks its API. */
  vespaUrl?: string;
  redisUrl?: string;
  /** Pages in Prometheus' text format. */
  metricsUrls: string[];
  logs: string[];
  /** Inspector of the product's server, if it runs on Node. */
  profileUrl?: string;
}

/** What a running reference target has written down of itself. */
const TargetNote = z.object({
  url: z.url(),
  engineUrl: z.url().optional(),
  databaseUrl: z.url().optional(),
  redisUrl: z.url().optional(),
});

/**
 * Fills in what was not said: the usual page of metrics, and of the reference target what it notes of itself, if it is what is measured.
 *
 * @param referenceFolder where the reference target keeps its data
 */
export function findSources(
  given: SourceSettings,
  targetUrl: string,
  referenceFolder: string,
): SourceSettings {
  const usual = { metricsUrls: [new URL('/metrics', targetUrl).href] };
  return {
    ...noted(targetUrl, referenceFolder, given),
    ...given,
    ...(given.metricsUrls.length === 0 && usual),
    ...(given.logs.length === 0 && { logs: logsOf(targetUrl, referenceFolder) }),
  };
}

function noted(targetUrl: string, referenceFolder: string, given: SourceSettings): Partial<SourceSettings> {
  const note = readNote(targetUrl, referenceFolder);
  if (!note) return {};
  const databaseLog = join(referenceFolder, 'postgresql.log');
  return {
    ...(note.databaseUrl !== undefined && { databaseUrl: note.databaseUrl }),
    ...(note.engineUrl !== undefined && { vespaUrl: note.engineUrl }),
    ...(note.redisUrl !== undefined && { redisUrl: note.redisUrl }),
    ...(given.databaseUrl === undefined && existsSync(databaseLog) && { databaseLog }),
  };
}

function logsOf(targetUrl: string, referenceFolder: string): string[] {
  if (!readNote(targetUrl, referenceFolder)) return [];
  return ['target.log', 'postgresql.log'].map((name) => join(referenceFolder, name)).filter(existsSync);
}

/** A note of another target says nothing of this one. */
function readNote(targetUrl: string, folder: string): z.infer<typeof TargetNote> | undefined {
  try {
    const note = TargetNote.parse(JSON.parse(readFileSync(join(folder, 'target.json'), 'utf8')));
    return hostOf(note.url) === hostOf(targetUrl) ? note : undefined;
  } catch {
    return undefined;
  }
}

function hostOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname === 'localhost' ? '127.0.0.1' : hostname}:${port}`;
}

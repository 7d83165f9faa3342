import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { SourceSettings } from '../../project/source-settings.ts';

/** What a running product has written about itself: `target.sources.file`. */
const SourcesFile = z.object({
  /** URL of the product: a file of another product, or of an earlier start on another port, is ignored. */
  url: z.url(),
  databaseUrl: z.url().optional(),
  databaseLog: z.string().optional(),
  vespaUrl: z.url().optional(),
  redisUrl: z.url().optional(),
  metricsUrls: z.array(z.url()).optional(),
  logs: z.array(z.string()).optional(),
  profileUrl: z.url().optional(),
});

/**
 * Completes the sources that are set with those that the product wrote to its file, and with the default
 * metrics page.
 *
 * @param given `file` is the path of the product's file; paths in it are relative to its folder
 */
export function findSources({ file, output, ...given }: SourceSettings, targetUrl: string): SourceSettings {
  const { metricsUrls = [], logs = [], databaseLog, ...written } = readSourcesFile(file, targetUrl);
  const inFolder = (path: string) => resolve(dirname(file ?? ''), path);
  const usual = [new URL('/metrics', targetUrl).href];
  return {
    ...written,
    // The log belongs to the product's own database, not to one that was set explicitly.
    ...(databaseLog !== undefined &&
      given.databaseUrl === undefined && { databaseLog: inFolder(databaseLog) }),
    ...given,
    metricsUrls: [given.metricsUrls, metricsUrls, usual].find((urls) => urls.length > 0) ?? usual,
    logs:
      given.logs.length > 0 ? given.logs : [...(output === undefined ? [] : [output]), ...logs.map(inFolder)],
  };
}

/** Empty if there is no file, it cannot be read, or it belongs to another product. */
function readSourcesFile(file: string | undefined, targetUrl: string): Omit<Partial<SourceSettings>, 'file'> {
  if (file === undefined) return {};
  try {
    const { url, ...sources } = SourcesFile.parse(JSON.parse(readFileSync(file, 'utf8')));
    if (hostOf(url) !== hostOf(targetUrl)) return {};
    return Object.fromEntries(Object.entries(sources).filter(([, value]) => value !== undefined));
  } catch {
    return {};
  }
}

function hostOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname === 'localhost' ? '127.0.0.1' : hostname}:${port}`;
}

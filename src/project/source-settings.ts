import { resolve } from 'node:path';
import type { SourceSettings } from '../runner/telemetry/find-sources.ts';
import { InputError } from './input-error.ts';

/**
 * Reads where the product can be asked about itself.
 *
 * @param given what a variable is set to, if it is
 * @throws {InputError} naming the variable and what it must be
 */
export function readSourceSettings(
  root: string,
  given: (name: string) => string | undefined,
): SourceSettings {
  const address = (name: string, protocols: string[], example: string) => {
    const url = given(name);
    if (url !== undefined) checkAddress(name, url, protocols, example);
    return url;
  };
  const list = (name: string) => (given(name) ?? '').split(',').flatMap((item) => item.trim() || []);
  const http = ['http:', 'https:'];
  const databaseUrl = address(
    'FOOTFALL_DATABASE_URL',
    ['postgresql:', 'postgres:'],
    'postgresql://user:password@localhost:5432/products',
  );
  const databaseLog = given('FOOTFALL_DATABASE_LOG');
  const vespaUrl = address('FOOTFALL_VESPA_URL', http, 'http://localhost:8080');
  const redisUrl = address('FOOTFALL_REDIS_URL', ['redis:', 'rediss:'], 'redis://localhost:6379');
  const profileUrl = address('FOOTFALL_PROFILE_URL', http, 'http://127.0.0.1:9229');
  const metricsUrls = list('FOOTFALL_METRICS_URL');
  for (const url of metricsUrls)
    checkAddress('FOOTFALL_METRICS_URL', url, http, 'http://localhost:3000/metrics');
  return {
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(databaseLog !== undefined && { databaseLog: resolve(root, databaseLog) }),
    ...(vespaUrl !== undefined && { vespaUrl }),
    ...(redisUrl !== undefined && { redisUrl }),
    ...(profileUrl !== undefined && { profileUrl }),
    metricsUrls,
    logs: list('FOOTFALL_LOGS').map((file) => resolve(root, file)),
  };
}

/** Addresses may hold a password, so that a wrong one is named but not shown. */
function checkAddress(name: string, text: string, protocols: string[], example: string): void {
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return;
  const beginnings = protocols.map((protocol) => `${protocol}//`).join(' or ');
  throw new InputError(`${name} must be an address that begins with ${beginnings}; give one like ${example}`);
}

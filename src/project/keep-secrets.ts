import { addRules, namesSecret } from '../store/clean.ts';
import { allSettings } from './all-settings.ts';
import type { ProjectConfig } from './project-config.ts';
import { readDotenv, settingsResolver } from './resolve-setting.ts';
import type { Setting } from './setting.ts';
import type { SourceSettings } from './source-settings.ts';

/**
 * From now on, what the project keeps secret is neither recorded nor printed: passwords in addresses that are settings, the
 * parameters of these that are keys or tokens, and what `.env` holds that is not a setting of Footfall.
 */
export function keepSecrets(root: string, given: ProjectConfig, env: NodeJS.ProcessEnv): void {
  const resolved = settingsResolver(root, given, env);
  const targetUrl = resolved(allSettings.targetUrl).value ?? '';
  const secret = Object.values<Setting<unknown>>(allSettings).filter(({ isSecret }) => isSecret);
  const addresses = secret.flatMap((setting) => [resolved(setting).value].flat().map(String));
  const ofDotenv = Object.entries(readDotenv(root)).flatMap(([name, value]) =>
    name.startsWith('FOOTFALL_') ? [] : ofVariable(name, value, targetUrl),
  );
  addRules({
    secrets: [targetUrl, ...addresses].flatMap(secretsOf).concat(ofDotenv),
    parameters: resolved(allSettings.recordParameters).value ?? [],
  });
}

/** From now on, the passwords in the addresses of these sources are neither recorded nor printed. */
export function keepSecretsOf({
  databaseUrl,
  vespaUrl,
  redisUrl,
  metricsUrls,
  profileUrl,
}: SourceSettings): void {
  const addresses = [databaseUrl, vespaUrl, redisUrl, ...metricsUrls, profileUrl];
  addRules({ secrets: addresses.flatMap((address) => secretsOf(address ?? '')) });
}

/** The password in an address, and the values of its parameters that are named like secrets. */
function secretsOf(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const { password, searchParams } = new URL(address);
  const values = [...searchParams].flatMap(([name, value]) => (namesSecret(name) ? [value] : []));
  return [decodeURIComponent(password), ...values];
}

/**
 * A variable's value, unless it is evidently no secret: a word, a number, a part of the target's address. Hiding these would
 * make reports unreadable.
 */
function ofVariable(name: string, value: string, targetUrl: string): string[] {
  if (namesSecret(name)) return [value];
  if (URL.canParse(value) && value.includes('://')) return secretsOf(value);
  const isPublic = /^[a-z]{1,12}$|^[\d.:]+$/i.test(value) || targetUrl.includes(value);
  return isPublic ? [] : [value];
}

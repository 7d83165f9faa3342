import { addRules, namesSecret } from '../store/clean.ts';
import { allSettings } from './all-settings.ts';
import type { ProjectConfig } from './project-config.ts';
import { readDotenv, settingsResolver } from './resolve-setting.ts';
import type { Setting } from './setting.ts';

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
    secrets: [targetUrl, ...addresses].flatMap(ofAddress).concat(ofDotenv),
    parameters: resolved(allSettings.recordParameters).value ?? [],
  });
}

/** Its password, and the values of its parameters that are named like secrets. */
function ofAddress(address: string): string[] {
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
  if (URL.canParse(value) && value.includes('://')) return ofAddress(value);
  const isPublic = /^[a-z]{1,12}$|^[\d.:]+$/i.test(value) || targetUrl.includes(value);
  return isPublic ? [] : [value];
}

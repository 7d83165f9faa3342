import { meant } from '../words/did-you-mean.ts';
import { allSettings } from './all-settings.ts';
import { InputError } from './input-error.ts';
import type { Setting } from './setting.ts';

const PREFIX = 'FOOTFALL_';

/** Variables that are no settings: what processes of Footfall hand each other, and what benchmarks and tests of Footfall set. */
const others = [
  'BARRIER',
  'BROWSER_ENDPOINT',
  'COPY',
  'GOLDEN',
  'HERE',
  'INSTRUMENTS',
  'ONLY',
  'PLAN',
  'RECORDING',
  'ROOT',
  'SETTINGS',
];

/**
 * Refuses variables that look like a misspelt setting, with which something else than meant would be measured. Others that begin
 * like settings may be anybody's, so they are only mentioned.
 *
 * @throws {InputError} with the setting that may be meant
 */
export function refuseMisspeltVariables(
  env: NodeJS.ProcessEnv,
  mention: (note: string) => void = console.error,
): void {
  const settings = Object.values<Setting<unknown>>(allSettings).flatMap(({ variable }) =>
    variable === undefined ? [] : [variable.slice(PREFIX.length)],
  );
  const known = new Set([...settings, ...others]);
  for (const variable of Object.keys(env)) {
    if (!variable.startsWith(PREFIX)) continue;
    const name = variable.slice(PREFIX.length);
    if (known.has(name)) continue;
    const setting = meant(name, settings);
    if (setting !== undefined) {
      throw new InputError(
        `${variable} is not a setting; did you mean "${PREFIX}${setting}"? Correct or unset it; \`npx footfall doctor --settings\` shows all settings`,
      );
    }
    mention(
      `${variable} is not a setting and has no effect; \`npx footfall doctor --settings\` shows all settings`,
    );
  }
}

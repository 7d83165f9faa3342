import { allSettings } from '../../project/all-settings.ts';
import type { Project } from '../../project/open-project.ts';
import { settingsResolver } from '../../project/resolve-setting.ts';
import type { Setting } from '../../project/setting.ts';
import { plainText } from '../../sample/plain-text.ts';
import { withoutPasswords } from '../../words/without-passwords.ts';
import { exitCodes } from '../exit-codes.ts';

/** `footfall doctor --settings`: lists every setting, its value, and where the value comes from. */
export function showSettings({ root, given, configFile }: Project): number {
  const resolved = settingsResolver(root, given, process.env);
  const rows = Object.values<Setting<unknown>>(allSettings).map((setting) => {
    const { value, origin } = resolved(setting);
    return [setting.key, setting.variable ?? '', textOf(setting, value), origin];
  });
  const facts = Object.entries(given.target?.health?.facts ?? {});
  rows.push([
    'target.health.facts',
    '',
    facts.map(([name, place]) => `${name}: ${place}`).join(', ') || '(none)',
    facts.length > 0 ? 'footfallConfig' : 'default',
  ]);
  const heads = ['setting', 'variable', 'value', 'from'];
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  console.log(`${configFile}\n`);
  for (const row of [heads, ...rows]) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
  return exitCodes.pass;
}

function textOf({ usually, isSecret }: Setting<unknown>, value: unknown): string {
  if (value === undefined) return `(${usually})`;
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return plainText(isSecret ? withoutPasswords(text).replace(/\?\S*/g, '?…') : text);
}

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { referencePage } from '../../build/reference.ts';
import { footfallProgram } from '../../src/cli/program.ts';
import { allSettings } from '../../src/project/all-settings.ts';
import { ProjectConfig } from '../../src/project/project-config.ts';
import type { Setting } from '../../src/project/setting.ts';

const root = resolve(import.meta.dirname, '../..');
const settings = Object.values<Setting<unknown>>(allSettings);

test('docs/reference.md is what the code says; `npm run reference` writes it', () => {
  expect(readFileSync(join(root, 'docs/reference.md'), 'utf8')).toBe(referencePage());
});

test('.env.example has every variable, in the same order, with its example', () => {
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const listed = [...example.matchAll(/^#(FOOTFALL_\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
  expect(listed).toEqual(
    settings.flatMap(({ variable, example }) => (variable === undefined ? [] : [[variable, example]])),
  );
});

test('every flag of a setting is an option of `footfall run`', () => {
  const run = footfallProgram().commands.find((command) => command.name() === 'run');
  const options = run?.options.map(({ long }) => long);
  const flags = settings.flatMap(({ flag = '' }) => flag.match(/--[\w-]+/g) ?? []);
  expect(flags.length).toBeGreaterThan(5);
  expect(options).toEqual(expect.arrayContaining(flags));
});

test('every setting has its place in footfallConfig(), and its example is valid', () => {
  for (const setting of settings) {
    const value = setting.parse(setting.example, setting.key);
    const given = setting.key
      .split('.')
      .reverse()
      .reduce<unknown>((inner, name) => ({ [name]: inner }), value);
    expect(ProjectConfig.safeParse(given).error?.issues ?? [], setting.key).toEqual([]);
  }
});

#!/usr/bin/env node
import { existsSync } from 'node:fs';

const sources = new URL('../src/cli/main.ts', import.meta.url);

if (existsSync(sources)) {
  // A checkout: the TypeScript sources run as they are.
  const { register } = await import('tsx/esm/api');
  register();
  await import(sources.href);
} else {
  await import('../dist/cli/main.js');
}

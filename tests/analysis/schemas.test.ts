import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { jsonSchemas } from '../../src/sample/json-schemas.ts';

for (const [path, schema] of Object.entries(jsonSchemas)) {
  test(`${path} matches the code; npm run schemas regenerates it`, () => {
    const committed = JSON.parse(readFileSync(join(import.meta.dirname, '../..', path), 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(schema)));
  });
}

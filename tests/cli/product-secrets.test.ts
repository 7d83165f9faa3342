import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startGuarded } from '../../src/cli/product/guarded-command.ts';
import { ownerFile, ownProduct, refuseOwned } from '../../src/cli/product/product-owner.ts';
import { keepSecretsOf } from '../../src/project/keep-secrets.ts';
import { cleanText } from '../../src/store/clean.ts';

test.afterEach(() => {
  delete process.env.FOOTFALL_RECORDING;
});

test('the product’s output is written down cleaned, also where it comes in pieces', async () => {
  const log = test.info().outputPath('target.log');
  const command = "printf 'up, tok'; sleep 0.3; printf 'en=abc\\nBearer abcdef'; sleep 0.3; printf 123456";
  const product = startGuarded(command, process.env, { log });
  await product.ended;
  await expect.poll(() => readFileSync(log, 'utf8')).toBe('up, token=…\nBearer …');
});

test('who started the product is noted without the keys in its address', () => {
  const root = test.info().outputPath('project');
  mkdirSync(root);
  const url = 'http://127.0.0.1:8000/?api_key=abc';
  ownProduct(root, url);
  const file = ownerFile(root, url);
  expect(readFileSync(file, 'utf8')).not.toContain('abc');
  // By another process that lives, it is refused.
  writeFileSync(file, readFileSync(file, 'utf8').replace(`${process.pid}`, `${process.ppid}`));
  expect(() => refuseOwned(root, url)).toThrow('was started by another command');
});

test('passwords in the file that the product wrote about its sources are secrets too', () => {
  keepSecretsOf({ redisUrl: 'redis://:correct-horse@127.0.0.1:1', metricsUrls: [], logs: [] });
  expect(cleanText('NOAUTH with correct-horse')).toBe('NOAUTH with …');
});

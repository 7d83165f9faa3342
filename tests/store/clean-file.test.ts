import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { cleanFile } from '../../src/store/clean-file.ts';
import { unzipped, zipped } from '../../src/store/zip.ts';

function cleanedAs(name: string, content: Buffer | string): Buffer {
  const file = test.info().outputPath(name);
  writeFileSync(file, content);
  cleanFile(file);
  return readFileSync(file);
}

test('files of other programs lose secrets, headers, cookies and bodies', () => {
  const event = {
    name: 'Bearer abcdef123456',
    url: 'http://x/a?token=abc',
    headers: [{ name: 'x', value: 'plain' }],
    args: { postData: 'plain', note: 'say "password=a\\\\b"' },
  };
  const clean = { name: 'Bearer …', url: 'http://x/a?token=…', args: { note: 'say "password=…"' } };
  expect(JSON.parse(`${cleanedAs('one.json', JSON.stringify({ event }))}`)).toEqual({ event: clean });
  const lines = `${JSON.stringify(event)}\n${JSON.stringify(event)}\n`;
  expect(`${cleanedAs('two.ndjson', lines)}`).toBe(`${JSON.stringify(clean)}\n${JSON.stringify(clean)}\n`);
  expect(`${cleanedAs('cut-off.json', '{"url":"http://x/a?token=abc')}`).toBe('{"url":"http://x/a?token=…');
  expect(`${cleanedAs('error-context.md', 'Bearer abcdef123456')}`).toBe('Bearer …');
  const picture = Buffer.from([0xff, 0xd8, 0xff, 0, 200]);
  expect(cleanedAs('picture.jpeg', picture)).toEqual(picture);
});

test('a zip file is written anew, each file in it cleaned', () => {
  const picture = Buffer.from([0xff, 0xd8, 0xff, 0, 200]);
  const zip = zipped([
    { name: 'trace.trace', content: Buffer.from('{"text":"Bearer abcdef123456"}\n') },
    { name: 'resources/ö.jpeg', content: picture },
    { name: 'empty.network', content: Buffer.alloc(0) },
  ]);
  expect(unzipped(cleanedAs('trace.zip', zip))).toEqual([
    { name: 'trace.trace', content: Buffer.from('{"text":"Bearer …"}\n') },
    { name: 'resources/ö.jpeg', content: picture },
    { name: 'empty.network', content: Buffer.alloc(0) },
  ]);
  expect(() => unzipped(Buffer.from('no zip'))).toThrow('invalid zip data');
});

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { openWriter } from '../../src/store/append.ts';

/** Every write to it fails, as on a full disk. */
const FULL = '/dev/full';

const root = resolve(import.meta.dirname, '../..');

/** A file system of 64 KiB; `undefined` if mounting is not allowed. */
function smallDisk(): { folder: string; remove: () => void } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return { folder, remove: () => execFileSync('umount', [folder]) };
}

const wholeLines = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [(JSON.parse(line) as { line: number }).line];
      } catch {
        return [];
      }
    });

test('a line is in the file as soon as it was appended', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'footfall-')), 'lines.ndjson');
  const writer = openWriter(file);
  writer.append({ line: 1 });
  expect(readFileSync(file, 'utf8')).toBe('{"line":1}\n');
  writer.append({ line: 2 });
  expect(readFileSync(file, 'utf8')).toBe('{"line":1}\n{"line":2}\n');
  writer.close();
});

test('on a full disk, appending does not fail, and closing reports how many lines were lost', () => {
  test.skip(!existsSync(FULL), 'there is no /dev/full here');
  const one = openWriter(FULL);
  one.append({ line: 1 });
  expect(() => one.close()).toThrow('full: 1 line was lost: the disk is full (ENOSPC)');
  const two = openWriter(FULL);
  two.append({ line: 1 });
  two.append({ line: 2 });
  expect(() => two.close()).toThrow('full: 2 lines were lost');
});

test('a full disk is reported once', () => {
  test.skip(!existsSync(FULL), 'there is no /dev/full here');
  const script = join(mkdtempSync(join(tmpdir(), 'footfall-')), 'fill.mjs');
  writeFileSync(
    script,
    `import { openWriter } from ${JSON.stringify(join(root, 'src/store/append.ts'))};
     console.error = (text) => console.log(text);
     for (const writer of [openWriter('${FULL}'), openWriter('${FULL}')]) { writer.append(1); writer.append(2); }`,
  );
  const output = execFileSync(process.execPath, ['--import', 'tsx', script], { cwd: root, encoding: 'utf8' });
  expect(output).toBe(
    'the disk is full (ENOSPC); measurements are kept in memory until they can be written\n',
  );
});

test('lines that a full disk rejected are written, whole and in order, once there is space again', () => {
  const disk = smallDisk();
  test.skip(disk === undefined, 'mounting a file system is not allowed here');
  if (!disk) return;
  try {
    const ballast = join(disk.folder, 'ballast');
    const file = join(disk.folder, 'lines.ndjson');
    const writer = openWriter(file);
    const padding = 'x'.repeat(600);
    let line = 0;
    const append = () => writer.append({ line: (line += 1), padding });
    writeFileSync(ballast, Buffer.alloc(40_000));
    // 24 KiB are left: some lines are written, one is cut off, the others wait.
    while (line < 60) append();
    const before = wholeLines(file);
    expect(before.length).toBeGreaterThan(10);
    expect(before.length).toBeLessThan(60);
    expect(readFileSync(file, 'utf8').endsWith('\n')).toBe(false);

    rmSync(ballast);
    append();
    expect(wholeLines(file)).toEqual(Array.from({ length: 61 }, (_, index) => index + 1));

    writeFileSync(ballast, Buffer.alloc(64 * 1024 - statSync(file).blocks * 512));
    while (line < 80) append();
    expect(wholeLines(file).length).toBeLessThan(80);
    rmSync(ballast);
    // Nothing more is appended: closing writes the waiting lines.
    writer.close();
    expect(wholeLines(file)).toEqual(Array.from({ length: 80 }, (_, index) => index + 1));
  } finally {
    disk.remove();
  }
});

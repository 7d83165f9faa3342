import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from '../../project/input-error.ts';
import { cleanText } from '../../store/clean.ts';

interface Owner {
  /** The command of Footfall that started the product and will stop it. */
  pid: number;
  url: string;
}

const fileOf = (root: string) => join(root, '.footfall/product.json');

/** Notes that this process starts the product, and will stop it. A project that cannot be written to is measured all the same. */
export function ownProduct(root: string, url: string): void {
  const file = fileOf(root);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify({ pid: process.pid, url: cleanText(url) } satisfies Owner)}\n`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    console.error(
      `${file} cannot be written (${code}): start no other command of Footfall on this product meanwhile, since this one stops it`,
    );
  }
}

export function disownProduct(root: string): void {
  if (ownerIn(root)?.pid === process.pid) rmSync(fileOf(root), { force: true });
}

/**
 * A running product can be measured, unless another command of Footfall will stop it in the midst.
 *
 * @throws {InputError} naming that command's process
 */
export function refuseOwned(root: string, url: string): void {
  const owner = ownerIn(root);
  if (!owner || owner.url !== cleanText(url) || owner.pid === process.pid || !isAlive(owner.pid)) return;
  throw new InputError(
    `the target ${url} was started by another command of Footfall (process ${owner.pid}), which stops it when it ends; wait for that command, or start the product yourself before both`,
  );
}

function ownerIn(root: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(root), 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

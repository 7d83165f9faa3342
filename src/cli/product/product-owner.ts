import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from '../../project/input-error.ts';
import { cleanText } from '../../store/clean.ts';

interface Owner {
  /** The command of Footfall that started the product and will stop it. */
  pid: number;
  url: string;
}

/** The note on a product, by its host and port: commands may start several. */
export const ownerFile = (root: string, url: string): string =>
  join(root, '.footfall', `product-${new URL(url).host.replaceAll(/[^\w.-]/g, '-')}.json`);

/** Notes that this process starts the product, and will stop it. A project that cannot be written to is measured all the same. */
export function ownProduct(root: string, url: string): void {
  const file = ownerFile(root, url);
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

export function disownProduct(root: string, url: string): void {
  if (ownerOf(root, url)?.pid === process.pid) rmSync(ownerFile(root, url), { force: true });
}

/**
 * A running product can be measured, unless another command of Footfall will stop it in the midst.
 *
 * @throws {InputError} naming that command's process
 */
export function refuseOwned(root: string, url: string): void {
  const owner = ownerOf(root, url);
  if (!owner || owner.url !== cleanText(url) || owner.pid === process.pid || !isAlive(owner.pid)) return;
  throw new InputError(
    `the target ${url} was started by another command of Footfall (process ${owner.pid}), which stops it when it ends; wait for that command, or start the product yourself before both`,
  );
}

function ownerOf(root: string, url: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(ownerFile(root, url), 'utf8')) as Owner;
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

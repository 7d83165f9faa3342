import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import { ownVersion } from '../own-files.ts';
import type { Environment } from '../sample/environment.ts';
import type { Run } from '../sample/run.ts';

/** Describes the machine that runs this process. */
export function describeEnvironment(): Environment {
  return {
    node: process.version,
    os: `${os.type()} ${os.release()} ${os.arch()}`,
    cpuModel: os.cpus()[0]?.model.trim() || 'unknown',
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
  };
}

/** The versions of Footfall and Playwright, and the commit of the project if it is a git checkout. */
export function describeVersions(root: string): Pick<Run, 'footfall' | 'playwright' | 'commit'> {
  const require = createRequire(import.meta.url);
  const versionOf = (manifest: string) =>
    (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
  const commit = headCommit(root);
  return {
    footfall: ownVersion(),
    playwright: versionOf(require.resolve('@playwright/test/package.json')),
    ...(commit !== undefined && { commit }),
  };
}

function headCommit(root: string): string | undefined {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    }).trim();
  } catch {
    return undefined;
  }
}

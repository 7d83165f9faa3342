import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';
import { UsageError } from './usage-error.ts';

/** Contents of `target.json`, which describes a ready target. */
export interface TargetFile {
  /** The supervisor. This file survives a SIGKILL; the start time shows whether the pid was reused. */
  pid: number;
  startTicks?: string;
  url: string;
  pids: Record<string, number>;
  startedAt: string;
  /** The engine serves Vespa's query API. */
  vespaUrl: string;
  redisUrl?: string;
  /** Includes the password, so the file has mode 0600. */
  databaseUrl: string;
  /** In the same folder; absent if the database is external. */
  databaseLog?: string;
  logs?: string[];
}

const PATIENCE_MS = 5_000;

/** The data folder of a target; only one supervisor can use it at a time. */
export class DataFolder {
  readonly path: string;
  readonly #lockFile: string;
  readonly #targetFile: string;

  constructor(path: string) {
    this.path = path;
    this.#lockFile = join(path, 'supervisor.json');
    this.#targetFile = join(path, 'target.json');
  }

  /** Locks the folder and waits for children of a killed supervisor to exit. */
  async take(): Promise<void> {
    mkdirSync(this.path, { recursive: true });
    const holder = this.#holder();
    if (holder && isAlive(holder)) {
      throw new UsageError(
        `another target (process ${holder.pid}) is using ${this.path}; stop it, or set TARGET_DATA_DIR to another folder`,
      );
    }
    rmSync(this.#lockFile, { force: true });
    writeFileSync(this.#lockFile, JSON.stringify(identify(process.pid)), { flag: 'wx' });
    await this.#outlive();
  }

  tellReady(target: TargetFile): void {
    const unfinished = `${this.#targetFile}.unfinished`;
    writeFileSync(unfinished, `${JSON.stringify(target, null, 2)}\n`, { mode: 0o600 });
    renameSync(unfinished, this.#targetFile);
  }

  release(): void {
    rmSync(this.#targetFile, { force: true });
    rmSync(this.#lockFile, { force: true });
  }

  #holder(): ProcessIdentity | undefined {
    return readNote<ProcessIdentity>(this.#lockFile);
  }

  /** Children of a killed supervisor exit on their own, after a moment. */
  async #outlive(): Promise<void> {
    const pids = readNote<TargetFile>(this.#targetFile)?.pids ?? {};
    const left = Object.values(pids).map(identify);
    for (let waitedMs = 0; waitedMs < PATIENCE_MS && left.some(isAlive); waitedMs += 50) await pause(50);
    rmSync(this.#targetFile, { force: true });
  }
}

/** Returns nothing if the file is missing or was only partly written. */
function readNote<Note>(file: string): Note | undefined {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as Note | null) ?? undefined;
  } catch {
    return undefined;
  }
}

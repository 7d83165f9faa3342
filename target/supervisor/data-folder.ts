import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';
import { UsageError } from './usage-error.ts';

/** What `target.json` tells others about a target that is ready. */
export interface TargetFile {
  /** The supervisor; its start tells it from a later process of that number, for this file outlives a SIGKILL. */
  pid: number;
  startTicks?: string;
  url: string;
  pids: Record<string, number>;
  startedAt: string;
  /** The engine speaks Vespa's query API. */
  vespaUrl: string;
  redisUrl?: string;
  /** With its password, hence readable by the owner alone. */
  databaseUrl: string;
  /** Beside this file; absent when the database is somebody else's. */
  databaseLog?: string;
  logs?: string[];
}

const PATIENCE_MS = 5_000;

/** The data folder of one target: only one supervisor may work on it at a time. */
export class DataFolder {
  readonly path: string;
  readonly #lockFile: string;
  readonly #targetFile: string;

  constructor(path: string) {
    this.path = path;
    this.#lockFile = join(path, 'supervisor.json');
    this.#targetFile = join(path, 'target.json');
  }

  /** Takes the folder, and waits for what a killed supervisor left to be gone. */
  async take(): Promise<void> {
    mkdirSync(this.path, { recursive: true });
    const holder = this.#holder();
    if (holder && isAlive(holder)) {
      throw new UsageError(
        `another target (process ${holder.pid}) runs on ${this.path}; stop it, or set TARGET_DATA_DIR to another folder`,
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

  /** Children of a killed supervisor end by themselves, which takes a moment. */
  async #outlive(): Promise<void> {
    const pids = readNote<TargetFile>(this.#targetFile)?.pids ?? {};
    const left = Object.values(pids).map(identify);
    for (let waitedMs = 0; waitedMs < PATIENCE_MS && left.some(isAlive); waitedMs += 50) await pause(50);
    rmSync(this.#targetFile, { force: true });
  }
}

/** A note that is not there, or was cut off while it was written, says nothing. */
function readNote<Note>(file: string): Note | undefined {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as Note | null) ?? undefined;
  } catch {
    return undefined;
  }
}

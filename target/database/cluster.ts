import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Binaries, findBinaries } from './binaries.ts';
import { type Postmaster, startPostmaster, stopStalePostmaster } from './postmaster.ts';
import { canReach, ownFolder, reachableFolder } from './reach.ts';
import { type User, unprivilegedUser } from './unprivileged-user.ts';

const USER_NAME = 'footfall';
const PASSWORD = 'password';
const UNFINISHED = '.unfinished';

/** The database files of one data folder, and the PostgreSQL server for them. */
export class Cluster {
  readonly #binaries: Binaries;
  readonly #user: User | undefined;
  readonly #folder: string;
  readonly #logFile: string;
  readonly #version: string;
  /** Folder of the finished files. */
  readonly path: string;
  /** Folder of files that are still being created; renamed to {@link path} when complete. */
  readonly unfinishedPath: string;

  /**
   * Chooses a folder for the files: inside `dataDir` if PostgreSQL's user can reach it, otherwise outside.
   * Its name consists of `version`, which all sizes of the same data share, and the number of documents.
   */
  constructor(dataDir: string, version: string, documents: number) {
    this.#user = unprivilegedUser();
    this.#binaries = findBinaries(this.#user);
    this.#logFile = join(dataDir, 'postgresql.log');
    this.#folder = folderFor(this.#user, dataDir, this.#binaries);
    this.#version = version;
    this.path = join(this.#folder, `${version}${documents}`);
    this.unfinishedPath = `${this.path}${UNFINISHED}`;
  }

  /** Whether there are finished files that this version of PostgreSQL can use. */
  isComplete(): boolean {
    const versionFile = join(this.path, 'PG_VERSION');
    return existsSync(versionFile) && readFileSync(versionFile, 'utf8').trim() === this.#binaries.major;
  }

  /** Stops any PostgreSQL that a killed run left running on files of this folder. */
  async stopStale(): Promise<void> {
    for (const name of readdirSync(this.#folder)) await stopStalePostmaster(join(this.#folder, name));
  }

  /** Creates an empty cluster at {@link unfinishedPath}, after removing files that are no longer usable. */
  async create(signal: AbortSignal): Promise<void> {
    this.#removeUseless();
    this.#preparePassword();
    const options = [
      `--pgdata=${this.unfinishedPath}`,
      `--username=${USER_NAME}`,
      `--pwfile=${this.#passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-sync',
    ];
    try {
      await promisify(execFile)(this.#binaries.initdb, options, { ...this.#user, cwd: '/', signal });
    } catch (error) {
      throw new Error(`PostgreSQL's initdb failed: ${error instanceof Error ? error.message : error}`);
    }
  }

  /** Starts PostgreSQL on {@link path} or {@link unfinishedPath}. */
  start(cluster: string, port: number): Postmaster {
    return startPostmaster({
      binaries: this.#binaries,
      user: this.#user,
      cluster,
      port,
      logFile: this.#logFile,
    });
  }

  /** Returns the URL of the database if PostgreSQL listens on `port`. */
  url(port: number): string {
    const password = existsSync(this.#passwordFile) ? readFileSync(this.#passwordFile, 'utf8') : '';
    return `postgresql://${USER_NAME}:${password}@127.0.0.1:${port}/postgres`;
  }

  /** Keeps finished files of other sizes, so that switching back to them needs no new load. */
  #removeUseless(): void {
    const isUseful = (name: string): boolean =>
      name === PASSWORD || (name.startsWith(this.#version) && !name.endsWith(UNFINISHED));
    const useless = readdirSync(this.#folder).filter((name) => !isUseful(name));
    // If files exist at our own path but are not complete, another PostgreSQL version made them.
    for (const path of [...useless.map((name) => join(this.#folder, name)), this.path])
      rmSync(path, { recursive: true, force: true });
  }

  /** Creates a random password, unless files of another size already use one. */
  #preparePassword(): void {
    const isMissing = !existsSync(this.#passwordFile) || statSync(this.#passwordFile).size === 0;
    if (isMissing) writeFileSync(this.#passwordFile, randomBytes(18).toString('base64url'));
    chmodSync(this.#passwordFile, 0o600);
    if (this.#user) chownSync(this.#passwordFile, this.#user.uid, this.#user.gid);
  }

  get #passwordFile(): string {
    return join(this.#folder, PASSWORD);
  }
}

function folderFor(user: User | undefined, dataDir: string, binaries: Binaries): string {
  const inside = join(dataDir, 'database');
  if (!user) {
    mkdirSync(inside, { recursive: true });
    try {
      accessSync(inside, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch {
      throw new Error(
        `no access to ${inside}, which belongs to another user; remove it, or set TARGET_DATA_DIR to another folder`,
      );
    }
    return inside;
  }
  const folder = canReach(user, dataDir, binaries.postgres)
    ? inside
    : reachableFolder('database', realpathSync(dataDir));
  ownFolder(folder, user, 0o700);
  return folder;
}

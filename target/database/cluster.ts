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

/** The database files of one data folder, and the PostgreSQL that serves them. */
export class Cluster {
  readonly #binaries: Binaries;
  readonly #user: User | undefined;
  readonly #folder: string;
  readonly #logFile: string;
  readonly #version: string;
  /** Where the finished files are. */
  readonly path: string;
  /** Where files are while they are made; renamed to {@link path} when complete. */
  readonly unfinishedPath: string;

  /**
   * Finds a place for the files: inside `dataDir` where PostgreSQL's user can get there, else outside.
   * Their name says what is in them: `version`, which all sizes of the same data begin with, and the size.
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

  /** Stops what a killed run left on any files of this folder. */
  async stopStale(): Promise<void> {
    for (const name of readdirSync(this.#folder)) await stopStalePostmaster(join(this.#folder, name));
  }

  /** Makes empty files at {@link unfinishedPath}, in place of what can be of no more use. */
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

  /** Where the database is when PostgreSQL listens on `port`. */
  url(port: number): string {
    const password = existsSync(this.#passwordFile) ? readFileSync(this.#passwordFile, 'utf8') : '';
    return `postgresql://${USER_NAME}:${password}@127.0.0.1:${port}/postgres`;
  }

  /** Finished files of other sizes stay: whoever goes back to them finds them ready. */
  #removeUseless(): void {
    const isUseful = (name: string): boolean =>
      name === PASSWORD || (name.startsWith(this.#version) && !name.endsWith(UNFINISHED));
    const useless = readdirSync(this.#folder).filter((name) => !isUseful(name));
    // Files of our own name that are not complete were made by another PostgreSQL.
    for (const path of [...useless.map((name) => join(this.#folder, name)), this.path])
      rmSync(path, { recursive: true, force: true });
  }

  /** One that nobody else knows; files of other sizes may have it already. */
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
        `${inside} belongs to another user; remove it, or set TARGET_DATA_DIR to another folder`,
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

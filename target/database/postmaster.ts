import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { settings } from './settings.ts';
import type { User } from './unprivileged-user.ts';

/** A running PostgreSQL server. */
export interface Postmaster {
  /** Resolves with its process id when it accepts connections. */
  ready: Promise<number>;
  /** Resolves when it has exited, for any reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
  /** Stops it immediately, without waiting. */
  force(): void;
}

export interface PostmasterOptions {
  binaries: Binaries;
  user: User | undefined;
  cluster: string;
  port: number;
  logFile: string;
}

/**
 * Runs PostgreSQL until its standard input closes. Only the supervisor holds the pipe, and it closes however the
 * supervisor exits, so a killed supervisor leaves no database running. One that does not respond, such as a stopped one, is killed.
 */
const GUARD = `
  exec 3<&0
  "$@" <&- &
  postgres=$!
  (
    read -r _ <&3
    kill -INT "$postgres"
    for _ in 1 2 3 4 5; do sleep 1; done
    kill -KILL "$postgres" $(cat "/proc/$postgres/task/$postgres/children") 2>/dev/null
  ) &
  watcher=$!
  wait "$postgres"
  status=$?
  kill "$watcher" 2>/dev/null
  exit $status
`;

const READY = 'database system is ready to accept connections';

/** Starts PostgreSQL. */
export function startPostmaster(options: PostmasterOptions): Postmaster {
  const { binaries, user, cluster, port, logFile } = options;
  const guard = spawn(
    '/bin/sh',
    ['-c', GUARD, 'guard', binaries.postgres, '-D', cluster, ...settings(port)],
    {
      ...user,
      cwd: '/',
      // In its own process group, because Ctrl-C would otherwise stop it before the server.
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    },
  );
  // The guard may have exited before it is asked to stop.
  guard.stdin?.on('error', () => {});
  const ended = new Promise<void>((resolve) => guard.once('close', () => resolve()));
  return {
    ready: readyLine(guard, logFile).then(() => {
      const pid = postmasterPid(cluster);
      if (pid === undefined) throw new Error(`PostgreSQL started, but ${cluster}/postmaster.pid is missing`);
      return pid;
    }),
    ended,
    stop: async () => {
      guard.stdin?.end();
      await ended;
    },
    force: () => {
      const pid = postmasterPid(cluster);
      if (pid !== undefined && isPostmasterOf(pid, cluster)) process.kill(pid, 'SIGQUIT');
    },
  };
}

function readyLine(guard: ChildProcess, logFile: string): Promise<void> {
  const log = createWriteStream(logFile, { flags: 'a' });
  return new Promise((resolve, reject) => {
    let output = '';
    guard.stderr?.on('data', (chunk: Buffer) => {
      log.write(chunk);
      output = (output + chunk).slice(-4_000);
      if (output.includes(READY)) resolve();
    });
    guard.once('error', reject);
    guard.once('close', (code) => {
      log.end();
      reject(new Error(`PostgreSQL did not start (exit code ${code}); see ${logFile}: ${output.trim()}`));
    });
  });
}

/** Stops a PostgreSQL that an earlier, killed run left running on `cluster`. */
export async function stopStalePostmaster(cluster: string): Promise<void> {
  const pid = postmasterPid(cluster);
  if (pid === undefined || !isPostmasterOf(pid, cluster)) return;
  for (const [signal, patienceMs] of [
    ['SIGINT', 5_000],
    ['SIGQUIT', 2_000],
    ['SIGKILL', 2_000],
  ] as const) {
    process.kill(pid, signal);
    // It is not our child process, so we have to poll for its exit.
    for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 50) {
      if (!isPostmasterOf(pid, cluster)) return;
      await pause(50);
    }
  }
  throw new Error(`PostgreSQL of an earlier run (process ${pid}) does not stop; stop it and start again`);
}

function postmasterPid(cluster: string): number | undefined {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}

/** The process id may since have been reused by another program. */
function isPostmasterOf(pid: number, cluster: string): boolean {
  try {
    process.kill(pid, 0);
    const commandLine = `/proc/${pid}/cmdline`;
    return !existsSync('/proc/self') || readFileSync(commandLine, 'utf8').includes(cluster);
  } catch {
    return false;
  }
}

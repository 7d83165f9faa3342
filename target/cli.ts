import { fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfiguration } from './supervisor/configuration.ts';
import { isAlive, type ProcessIdentity } from './supervisor/process-identity.ts';
import { lineOf, type SupervisorMessage } from './supervisor/report.ts';

/** `npm run target start | stop | status`: runs only the product, in the background, to try it. */

const STOP_PATIENCE_MS = 30_000;

type Note = ProcessIdentity & { url: string };

const [word] = process.argv.slice(2);
const commands: Record<string, () => Promise<number>> = { start, stop, status };
const command = word === undefined ? undefined : commands[word];
if (command) process.exitCode = await command();
else {
  console.error('usage: npm run target start | stop | status');
  process.exitCode = 2;
}

/** The `target.json` of a running product, if there is one. */
function running(): Note | undefined {
  try {
    const { dataDir } = readConfiguration(process.env);
    const note = JSON.parse(readFileSync(join(dataDir, 'target.json'), 'utf8')) as Note | null;
    return note && isAlive(note) ? note : undefined;
  } catch {
    return undefined;
  }
}

async function start(): Promise<number> {
  const already = running();
  if (already) {
    console.log(`the target is already running: ${already.url}`);
    return 0;
  }
  const { dataDir } = readConfiguration(process.env);
  mkdirSync(dataDir, { recursive: true });
  const log = openSync(join(dataDir, 'target.log'), 'a');
  const child = fork(fileURLToPath(new URL('./main.ts', import.meta.url)), ['--detached'], {
    execArgv: ['--import', import.meta.resolve('tsx')],
    stdio: ['ignore', log, log, 'ipc'],
    // Its own process group: a later Ctrl-C must not reach it.
    detached: true,
  });
  closeSync(log);
  process.once('SIGINT', () => child.kill('SIGTERM'));
  const line = lineOf();
  return new Promise((ended) => {
    child.on('message', (message: SupervisorMessage) => {
      const text = line(message);
      if (text !== undefined) console.log(text);
      if (message.type === 'progress') return;
      child.disconnect();
      child.unref();
      ended(message.type === 'ready' ? 0 : 1);
    });
    child.once('exit', (code) => {
      console.error(`exited before it was ready (exit code ${code}); see ${join(dataDir, 'target.log')}`);
      ended(1);
    });
  });
}

async function stop(): Promise<number> {
  const note = running();
  if (!note) {
    console.log('the target is not running');
    return 0;
  }
  process.kill(note.pid, 'SIGTERM');
  const deadline = performance.now() + STOP_PATIENCE_MS;
  while (isAlive(note)) {
    if (performance.now() > deadline) {
      console.error(`process ${note.pid} did not stop within ${STOP_PATIENCE_MS / 1000} s; kill it`);
      return 1;
    }
    await new Promise((wait) => setTimeout(wait, 100));
  }
  console.log('the target has stopped');
  return 0;
}

async function status(): Promise<number> {
  const note = running();
  if (!note) {
    console.log('the target is not running; start it with: npm run target start');
    return 2;
  }
  const health = (await (await fetch(new URL('/healthz', note.url))).json()) as {
    documents: number;
    tiers: { name: string; kind: string; pids?: number[] }[];
  };
  console.log(`up  ${note.url}  ${health.documents.toLocaleString('en')} documents`);
  for (const { name, kind, pids } of health.tiers) {
    console.log(`    ${name.padEnd(10)}${kind}${pids?.length ? `  (process ${pids.join(', ')})` : ''}`);
  }
  return 0;
}

import { spawn } from 'node:child_process';
import { endGroup } from './process-group.ts';

/**
 * Runs a shell command in its own process group, as a child of the command line. Stops the whole group when the guard is
 * terminated, when the command exits, and when the command line is killed.
 */
const [command = ''] = process.argv.slice(2);
const child = spawn(command, { shell: true, detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
const group = child.pid;
let ending: Promise<void> | undefined;

async function end(code: number): Promise<never> {
  if (group !== undefined) await (ending ??= endGroup(group));
  process.exit(code);
}

child.once('exit', (code, signal) => void end(signal ? 1 : (code ?? 1)));
child.once('error', () => process.exit(1));
process.on('SIGTERM', () => void end(0));
process.on('disconnect', () => void end(0));

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runProgram } from '../../src/cli/program.ts';

const repository = resolve(import.meta.dirname, '../..');

/**
 * The command line within this process, for what ends before anything is started: a process of its own for each refusal takes
 * seconds of CPU and proves no more.
 *
 * @param project the folder with its `playwright.config.ts`
 */
export async function footfallHere(
  words: string[],
  env: NodeJS.ProcessEnv = {},
  project = repository,
): Promise<{ exitCode: number; said: string; reports: string }> {
  const reports = mkdtempSync(join(tmpdir(), 'footfall-reports-'));
  const restoreEnvironment = replaceEnvironment({ FOOTFALL_REPORTS: reports, ...env });
  const endCapture = capture();
  try {
    // The project is named last: it is an option of the command, whose words come first.
    const named =
      words[0] === 'scan' || words.some((word) => word.startsWith('-') && word.endsWith('help'))
        ? []
        : ['--config', project];
    const exitCode = await runProgram([...words, ...named]);
    return { exitCode, said: endCapture(), reports };
  } finally {
    endCapture();
    restoreEnvironment();
    process.exitCode = undefined;
  }
}

/** Nothing of the caller's own settings reaches the command. */
function replaceEnvironment(env: NodeJS.ProcessEnv): () => void {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) {
    if (/^(FOOTFALL|TARGET)_/.test(name) && name !== 'FOOTFALL_BROWSER') delete process.env[name];
  }
  Object.assign(process.env, env);
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  };
}

/** Keeps what is printed; the returned function ends that, and gives all of it. */
function capture(): () => string {
  let said = '';
  const { log, error } = console;
  const keep = (...words: unknown[]) => {
    said += `${words.join(' ')}\n`;
  };
  console.log = keep;
  console.error = keep;
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => stream.write);
  for (const stream of streams) {
    stream.write = (chunk: string | Uint8Array) => {
      said += String(chunk);
      return true;
    };
  }
  return () => {
    console.log = log;
    console.error = error;
    streams.forEach((stream, index) => {
      stream.write = writes[index] as typeof stream.write;
    });
    return said;
  };
}

import { accessSync, constants, statSync } from 'node:fs';
import type { LogSample } from '../../sample/evidence.ts';
import { epochMs } from '../epoch.ts';
import { reasonOf } from '../reason.ts';
import { joined } from '../shortfall.ts';
import { type Source, Unreachable } from '../source.ts';
import { addedText, sizeOf } from './added-text.ts';
import { errorLines } from './log-errors.ts';

/** Log files on this machine: their errors in the steady state. */
export function logsSource(files: string[]): Source {
  let sizes = new Map<string, number>();

  return {
    name: 'logs',
    async start() {
      const problems = files.flatMap((file) => problemWith(file) ?? []);
      if (problems.length === files.length) throw new Unreachable(problems.join('; '));
      return shortfallOf(problems);
    },
    steadyState: {
      async begin() {
        sizes = new Map(files.map((file) => [file, sizeOf(file)]));
      },
      async end() {
        const samples: LogSample[] = [];
        const problems: string[] = [];
        for (const [file, size] of sizes) {
          try {
            const { text, isCut } = addedText(file, size);
            samples.push({ type: 'log', at: epochMs(), file, ...errorLines(text) });
            if (isCut) problems.push(`${file}: grew too fast and was only read in part`);
          } catch (error) {
            problems.push(`${file}: ${reasonOf(error)}`);
          }
        }
        const shortfall = shortfallOf(problems);
        return { samples, ...(shortfall && { shortfall }) };
      },
    },
    async stop() {},
  };
}

const shortfallOf = (problems: string[]) => joined(problems.map((message) => ({ message })));

function problemWith(file: string): string | undefined {
  try {
    accessSync(file, constants.R_OK);
    return statSync(file).isFile() ? undefined : `${file}: is not a file`;
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code !== 'ENOENT';
    return `${file}: ${isThere ? 'this user cannot read it' : 'there is no such file'}`;
  }
}

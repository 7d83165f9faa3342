import type { TerminalOptions } from '../../report/terminal-text.ts';

/** How to print in the terminal of this process. */
export function terminalOptions(): TerminalOptions {
  return { width: process.stdout.columns ?? 100, colours: process.stdout.isTTY === true };
}

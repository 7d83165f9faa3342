import { isLive, widthOf } from '../../runner/live/terminal-options.ts';
import { plainText } from '../../sample/plain-text.ts';

const REDRAW_MS = 500;

/** Without a terminal, an occasional line is enough. */
const LOG_MS = 10_000;

/** Shows how long a product has been starting and the last line of its output: a first start can take minutes. */
export function showWaiting(name: string, lastLine: () => string): { stop(): void } {
  const startedAt = performance.now();
  const isTerminal = isLive();
  const clear = () => {
    if (isTerminal) process.stdout.write('\r\x1b[2K');
  };
  const timer = setInterval(
    () => {
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      const line = `${name}: starting, ${seconds} s  ${plainText(lastLine())}`.trimEnd();
      clear();
      if (isTerminal) process.stdout.write(line.slice(0, widthOf() - 1));
      else console.log(line);
    },
    isTerminal ? REDRAW_MS : LOG_MS,
  );
  return {
    stop() {
      clearInterval(timer);
      clear();
    },
  };
}

import type { TerminalOptions } from '../../report/terminal-text.ts';

/** If the terminal does not tell. */
const USUAL_WIDTH = 100;

type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>;

/** Whether a line can be drawn anew again and again: somebody watches, in a terminal that can. */
export const isLive = (output: Output = process.stdout, env: NodeJS.ProcessEnv = process.env): boolean =>
  output.isTTY === true && env.TERM !== 'dumb' && !env.CI;

/** How wide the terminal is. */
export const widthOf = ({ columns }: Output = process.stdout): number => columns || USUAL_WIDTH;

/** How to print in the terminal of this process. Colours follow https://no-color.org and https://force-color.org. */
export function terminalOptions(
  output: Output = process.stdout,
  env: NodeJS.ProcessEnv = process.env,
): TerminalOptions {
  const canColour = output.isTTY === true && env.TERM !== 'dumb';
  const isForced = Boolean(env.FORCE_COLOR) && env.FORCE_COLOR !== '0';
  return { width: widthOf(output), colours: !env.NO_COLOR && (isForced || canColour) };
}

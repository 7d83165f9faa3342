import type { Side } from '../../sample/side.ts';

/** The names in messages of a side, of its address setting, and of its command setting. */
export interface SideWords {
  name: string;
  url: string;
  command: string;
}

/** For a side given by flags. */
export const flagWords = (side: Side): SideWords => ({
  name: side,
  url: `--${side}`,
  command: `--${side}-command`,
});

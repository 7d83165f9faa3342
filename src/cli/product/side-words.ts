import type { Side } from '../../sample/side.ts';

/** How messages call a side, and by what people say where it is and how it is started. */
export interface SideWords {
  name: string;
  url: string;
  command: string;
}

/** Of a side that was given by flags. */
export const flagWords = (side: Side): SideWords => ({
  name: side,
  url: `--${side}`,
  command: `--${side}-command`,
});

import type { Page } from '@playwright/test';
import type { FilmedChange } from '../../analysis/film/last-change.ts';
import type { Frame } from './screencast.ts';

/** Pictures, compared. */
interface Compared {
  changes: FilmedChange[];
  /** How many tiles are in a row. */
  across: number;
}

/** Which tiles of each frame differ from the frame before. A browser decodes the pictures: no library is needed. */
export function changedTiles(darkroom: Page, frames: Frame[]): Promise<Compared> {
  return darkroom.evaluate(async (pictures) => {
    /** In pixels; small enough for a word, large enough to be few. */
    const TILE = 16;
    /** Mean difference of brightness, 0–255, above which a tile counts as changed. Pictures of the same do not differ. */
    const NOISE = 0.5;
    const changes: { atMs: number; tiles: number[] }[] = [];
    let before: Uint8ClampedArray | undefined;
    let across = 0;
    for (const { atMs, image } of pictures) {
      const bytes = Uint8Array.from(atob(image), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
      const { width, height } = bitmap;
      const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      if (!context) throw new Error('this browser cannot draw');
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      const tiles: number[] = [];
      across = Math.ceil(width / TILE);
      const down = Math.ceil(height / TILE);
      for (let tile = 0; before?.length === data.length && tile < across * down; tile += 1) {
        const left = (tile % across) * TILE;
        const top = Math.floor(tile / across) * TILE;
        let sum = 0;
        let pixels = 0;
        for (let y = top; y < Math.min(top + TILE, height); y += 1) {
          for (let x = left; x < Math.min(left + TILE, width); x += 1) {
            const at = (y * width + x) * 4;
            // Green weighs most in what the eye sees as brightness.
            sum +=
              Math.abs((data[at + 1] ?? 0) - (before[at + 1] ?? 0)) +
              Math.abs((data[at] ?? 0) - (before[at] ?? 0)) / 2;
            pixels += 1;
          }
        }
        if (sum / pixels > NOISE) tiles.push(tile);
      }
      // The first picture, or one of another size, shows a new page.
      if (before?.length !== data.length)
        tiles.push(...Array.from({ length: across * down }, (_, tile) => tile));
      changes.push({ atMs, tiles });
      before = data;
    }
    return { changes, across };
  }, frames);
}

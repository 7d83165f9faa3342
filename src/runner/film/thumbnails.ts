import type { Page } from '@playwright/test';
import type { Frame } from './screencast.ts';

/** Pictures small enough for a report: JPEG in base64, at most 360 pixels wide. */
export function thumbnails(darkroom: Page, frames: Frame[]): Promise<string[]> {
  return darkroom.evaluate(
    (images) =>
      Promise.all(
        images.map(async (image) => {
          const bytes = Uint8Array.from(atob(image), (character) => character.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
          const scale = Math.min(1, 360 / bitmap.width);
          const canvas = new OffscreenCanvas(bitmap.width * scale, bitmap.height * scale);
          canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
          const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.6 });
          const small = new Uint8Array(await blob.arrayBuffer());
          return btoa(Array.from(small, (byte) => String.fromCharCode(byte)).join(''));
        }),
      ),
    frames.map(({ image }) => image),
  );
}

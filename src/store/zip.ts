import { unzipSync, zipSync } from 'fflate';

/** A file in a zip file. */
interface Packed {
  name: string;
  content: Buffer;
}

/** The first day that zip files know: the same content makes the same file. */
const NO_DATE = new Date(1980, 0, 1);

/**
 * The files in a zip file of less than 4 GB.
 *
 * @throws if it is none
 */
export const unzipped = (zip: Buffer): Packed[] =>
  Object.entries(unzipSync(zip)).map(([name, content]) => ({ name, content: Buffer.from(content) }));

/** A zip file with these files. */
export const zipped = (files: Packed[]): Buffer =>
  Buffer.from(
    zipSync(Object.fromEntries(files.map(({ name, content }) => [name, [content, { mtime: NO_DATE }]]))),
  );

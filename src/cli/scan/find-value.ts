import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { unzipped } from '../../store/zip.ts';

const BASE64_SHIFTS = [0, 1, 2] as const;

/** Shorter pieces are in every picture. */
const SHORTEST_IN_BASE64 = 8;

/**
 * Whether a file contains a text: as it is, as part of an address, in JSON or HTML, in base64 or UTF-16, and all of these within
 * zip, gz and br files.
 *
 * @param name of the file; its ending says how it is packed
 * @throws if a packed file is damaged
 */
export function contains(name: string, content: Buffer, value: string): boolean {
  return (
    formsOf(value).some((form) => content.includes(form)) ||
    inside(name, content).some((file) => contains(file.name, file.content, value))
  );
}

function inside(name: string, content: Buffer): { name: string; content: Buffer }[] {
  if (name.endsWith('.zip')) return unzipped(content);
  if (name.endsWith('.gz')) return [{ name: name.slice(0, -'.gz'.length), content: gunzipSync(content) }];
  if (name.endsWith('.br'))
    return [{ name: name.slice(0, -'.br'.length), content: brotliDecompressSync(content) }];
  return [];
}

function formsOf(value: string): (string | Buffer)[] {
  return [
    value,
    encodeURIComponent(value),
    new URLSearchParams({ '': value }).toString().slice(1),
    JSON.stringify(value).slice(1, -1),
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    Buffer.from(value, 'utf16le'),
    ...BASE64_SHIFTS.flatMap((shift) => inBase64(value, shift)),
  ];
}

/** What base64 makes of a value that stands somewhere in a longer text, `shift` bytes after a multiple of three. */
function inBase64(value: string, shift: (typeof BASE64_SHIFTS)[number]): string[] {
  const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)]);
  // The first and the last characters also depend on the neighbours.
  const from = shift === 0 ? 0 : 4;
  const to = Math.floor(bytes.length / 3) * 4;
  const plain = bytes.toString('base64').slice(from, to);
  const forUrls = bytes.toString('base64url').slice(from, to);
  return [plain, forUrls].filter(({ length }) => length >= SHORTEST_IN_BASE64);
}

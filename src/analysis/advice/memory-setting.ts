export const BLOCK_BYTES = 8192;

const units: Record<string, number> = { kB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, '': BLOCK_BYTES };

/** Parses a memory setting of PostgreSQL; a bare number counts blocks. */
export function bytesOf(setting: string | undefined): number | undefined {
  const match = /^(\d+)\s*(kB|MB|GB|)$/.exec(setting ?? '');
  return match ? Number(match[1]) * (units[match[2] ?? ''] as number) : undefined;
}

const isPlain = (part: string) => /^[a-z_][a-z0-9_$]*$/.test(part);

const quoted = (part: string) => (isPlain(part) ? part : `"${part.replaceAll('"', '""')}"`);

/** A table as a statement names it: `footfall.relations`, `public."Order Items"`. */
export function sqlName(table: string): string {
  const dot = table.indexOf('.');
  const parts = dot < 0 ? [table] : [table.slice(0, dot), table.slice(dot + 1)];
  return parts.map(quoted).join('.');
}

/** The `Server-Timing` header of a response: https://www.w3.org/TR/server-timing/ */
interface ServerTiming {
  /** Milliseconds by name. An entry without a duration only has a description. */
  durationsMs: Record<string, number>;
  descriptions: Record<string, string>;
}

/** Parts between commas, or between semicolons, except within quotes. */
const entries = /(?:"(?:[^"\\]|\\.)*"|[^",])+/g;
const parameters = /(?:"(?:[^"\\]|\\.)*"|[^";])+/g;

/** Parses a `Server-Timing` header; malformed entries are skipped. */
export function parseServerTiming(header: string | null): ServerTiming {
  const durationsMs: [string, number][] = [];
  const descriptions: [string, string][] = [];
  for (const entry of header?.match(entries) ?? []) {
    const [name = '', ...rawParameters] = (entry.match(parameters) ?? []).map((part) => part.trim());
    if (name === '') continue;
    for (const parameter of rawParameters) {
      const [key = '', ...rest] = parameter.split('=');
      const value = unquoted(rest.join('=').trim());
      const ms = value === '' ? Number.NaN : Number(value);
      if (key.trim().toLowerCase() === 'dur' && ms >= 0 && Number.isFinite(ms)) durationsMs.push([name, ms]);
      if (key.trim().toLowerCase() === 'desc' && value !== '') descriptions.push([name, value]);
    }
  }
  return {
    durationsMs: Object.fromEntries(durationsMs),
    descriptions: Object.fromEntries(descriptions),
  };
}

const unquoted = (text: string): string =>
  text.startsWith('"') ? text.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1') : text;

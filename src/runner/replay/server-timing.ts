/** What an answer tells of its own making: https://www.w3.org/TR/server-timing/ */
interface ServerTiming {
  /** Milliseconds by name. An entry without a duration is a fact, no part of the time. */
  durationsMs: Record<string, number>;
  descriptions: Record<string, string>;
}

/** Parts between commas, or between semicolons; within quotes both are text. */
const entries = /(?:"(?:[^"\\]|\\.)*"|[^",])+/g;
const parameters = /(?:"(?:[^"\\]|\\.)*"|[^";])+/g;

/** Reads the header `Server-Timing`; what is not in its form is left out. */
export function parseServerTiming(header: string | null): ServerTiming {
  const durationsMs: [string, number][] = [];
  const descriptions: [string, string][] = [];
  for (const entry of header?.match(entries) ?? []) {
    const [name = '', ...told] = (entry.match(parameters) ?? []).map((part) => part.trim());
    if (name === '') continue;
    for (const parameter of told) {
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

/** One line of a metrics page. */
export interface MetricSample {
  name: string;
  labels: Map<string, string>;
  value: number;
}

/** A typical page has a few hundred. */
const MOST_LINES = 50_000;

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*(?=[\s{])/;
const LABEL = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(,|(?=\}))/y;
const VALUE = /^\s+([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?=\s|$)/;

/**
 * Parses Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/). Skips
 * comments, values that are not finite numbers, and lines that do not follow the format.
 */
export function parsePrometheus(text: string): MetricSample[] {
  return text.split('\n', MOST_LINES).flatMap((line) => parseLine(line) ?? []);
}

function parseLine(line: string): MetricSample | undefined {
  const name = NAME.exec(line)?.[0];
  if (name === undefined) return undefined;
  const rest = line.slice(name.length).trimStart();
  const read = rest.startsWith('{') ? parseLabels(rest) : { labels: new Map(), end: 0 };
  if (!read) return undefined;
  // The space between name and value was trimmed above; after labels it is optional.
  const value = VALUE.exec(` ${rest.slice(read.end)}`)?.[1];
  return value === undefined ? undefined : { name, labels: read.labels, value: Number(value) };
}

/** @returns the labels, and the index after them */
function parseLabels(text: string): { labels: Map<string, string>; end: number } | undefined {
  const labels = new Map<string, string>();
  LABEL.lastIndex = 1;
  let end = 1;
  for (let match = LABEL.exec(text); match; match = LABEL.exec(text)) {
    labels.set(match[1] as string, unescaped(match[2] as string));
    end = LABEL.lastIndex;
  }
  const close = /^\s*\}/.exec(text.slice(end));
  return close ? { labels, end: end + close[0].length } : undefined;
}

function unescaped(value: string): string {
  return value.replace(/\\(.)/g, (escape, letter: string) => {
    if (letter === 'n') return '\n';
    return letter === '"' || letter === '\\' ? letter : escape;
  });
}

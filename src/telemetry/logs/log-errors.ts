/** Words that loggers write in capitals. */
const WORDS = /\b(?:ERROR|FATAL|PANIC)\b|\bUnhandled/;
/** Levels in JSON or logfmt; pino's levels from 50 are errors. */
const LEVELS = /"level"\s*:\s*(?:"(?:error|fatal)"|[56]0\b)|\blevel="?(?:error|fatal)\b/i;

const MOST_LINES = 5;
const LONGEST_LINE = 300;

/**
 * Error lines of a log: how many, and the first few that differ in more than numbers. A line that begins with
 * a tab continues the previous one (PostgreSQL writes statements and plans this way).
 */
export function errorLines(text: string): { errors: number; lines: string[] } {
  const found = text
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('\t') && (WORDS.test(line) || LEVELS.test(line)));
  const different = new Map<string, string>();
  for (const line of found) {
    const shortened = line.trim().slice(0, LONGEST_LINE);
    const likeness = shortened.replace(/[0-9a-f]*\d[0-9a-f]*/gi, '#');
    if (different.size < MOST_LINES && !different.has(likeness)) different.set(likeness, shortened);
  }
  return { errors: found.length, lines: [...different.values()] };
}

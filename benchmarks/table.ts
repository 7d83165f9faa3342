import type { Aim } from './aims.ts';

/** One result of a benchmark. */
export interface Row {
  what: string;
  /** `undefined` if it could not be measured: an aim is then missed. */
  value: number | undefined;
  unit?: string;
  decimals?: number;
  /** `undefined` for a value that is only shown. */
  aim?: Aim | undefined;
}

export function isReached({ value, aim }: Row): boolean {
  if (aim === undefined) return true;
  if (value === undefined) return false;
  return value >= (aim.atLeast ?? value) && value <= (aim.atMost ?? value);
}

/** Prints the rows, and sets exit code 1 if an aim is missed. */
export function show(title: string, rows: Row[]): void {
  console.log(`\n${title}\n`);
  for (const row of rows) console.log(`  ${lineOf(row)}`);
  if (!rows.every(isReached)) process.exitCode = 1;
}

function lineOf(row: Row): string {
  const { what, value, unit = '', decimals = 1, aim } = row;
  const figure = `${what.padEnd(46)}${(value?.toFixed(decimals) ?? '–').padStart(9)} ${unit.padEnd(4)}`;
  if (aim === undefined) return figure.trimEnd();
  const limit = aim.atMost === undefined ? `≥ ${aim.atLeast}` : `≤ ${aim.atMost}`;
  return `${figure}  ${limit.padEnd(6)}${isReached(row) ? 'reached' : 'MISSED'}`;
}

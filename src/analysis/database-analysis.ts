import type { DatabaseAnalysis } from '../sample/diagnosis.ts';
import type { DatabaseSample } from '../sample/evidence.ts';

const mostStatements = 10;
const mostTables = 6;
const mostIndexes = 8;
const mostWaits = 6;
const mostPlans = 5;
/** Enough to recognise a statement or plan; the samples contain the full text. */
const mostCharacters = 2000;

const largest = (a: { bytes?: number | undefined }, b: { bytes?: number | undefined }) =>
  (b.bytes ?? 0) - (a.bytes ?? 0);

/**
 * The most expensive statements, the largest tables and indexes, and the most frequent waits of the steady
 * state.
 */
export function databaseAnalysis(sample: DatabaseSample): DatabaseAnalysis {
  const { statements, tables, indexes, waits, loggedPlans = [] } = sample;
  const size = (bytes: number | undefined) => (bytes === undefined ? {} : { bytes });
  return {
    ...(statements && {
      statements: statements.slice(0, mostStatements).map(({ text, calls, totalMs, rows }) => ({
        text: text.slice(0, mostCharacters),
        calls,
        totalMs,
        rows,
      })),
    }),
    tables: tables
      .toSorted(largest)
      .slice(0, mostTables)
      .map(({ name, liveRows, bytes, scannedRows, indexScans }) => ({
        name,
        rows: liveRows,
        ...size(bytes),
        scannedRows,
        indexScans,
      })),
    indexes: indexes
      .toSorted(largest)
      .slice(0, mostIndexes)
      .map(({ name, table, bytes, scans }) => ({ name, table, ...size(bytes), scans })),
    waits: Object.entries(waits)
      .map(([wait, times]) => ({ wait, times }))
      .sort((a, b) => b.times - a.times)
      .slice(0, mostWaits),
    loggedPlans: loggedPlans.slice(0, mostPlans).map((plan) => plan.slice(0, mostCharacters)),
  };
}

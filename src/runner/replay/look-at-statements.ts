import { randomBytes } from 'node:crypto';
import { reasonOf } from '../../telemetry/reason.ts';
import { askPastCache } from './ask-alone.ts';
import type { AskedStatement } from './asked-statements.ts';
import type { Means } from './means.ts';
import { hiddenText, statementsBetween } from './statement-readings.ts';

const PATIENCE_MS = 10_000;

/** Per request, the slowest distinct statements; with more of them, plans are not the main problem. */
const MOST_PLANS = 8;

/** Long enough to recognise a statement. */
const beginningOf = (text: string): string => `“${text.replace(/\s+/g, ' ').trim().slice(0, 60)}…”`;

/**
 * The database statements of a request, without values: those that `pg_stat_statements` counted while no
 * users were active.
 */
export async function statementsOfRequest(
  url: string,
  { database, databaseTrouble, limit }: Means,
  missing: string[],
): Promise<AskedStatement[]> {
  if (!database) {
    if (databaseTrouble !== undefined) missing.push(databaseTrouble);
    return [];
  }
  try {
    const before = await database.readStatements();
    await limit.within(PATIENCE_MS, (signal) => askPastCache(url, randomBytes(16).toString('hex'), signal));
    const asked = statementsBetween(before, await database.readStatements());
    if (asked.some(({ text }) => text === hiddenText)) {
      missing.push(
        'statements of other users are hidden: GRANT pg_read_all_stats TO the user of FOOTFALL_DATABASE_URL',
      );
    }
    return asked.filter(({ text }) => text !== hiddenText);
  } catch (error) {
    missing.push(`the database statements of this request are unknown (${reasonOf(error)})`);
    return [];
  }
}

/** Adds query plans to the slowest statements. */
export async function explainAll(
  statements: AskedStatement[],
  { database, databaseTrouble, limit }: Means,
  missing: string[],
): Promise<void> {
  if (statements.length === 0) return;
  if (!database) {
    if (databaseTrouble !== undefined) missing.push(databaseTrouble);
    return;
  }
  for (const statement of statements.slice(0, MOST_PLANS)) {
    if (limit.isOver()) return;
    const { text, values } = statement;
    try {
      Object.assign(statement, await database.explain({ text, ...(values && { values }) }, limit.leftMs()));
    } catch (error) {
      missing.push(`there is no query plan for ${beginningOf(text)}: ${reasonOf(error)}`);
    }
  }
}

import { randomBytes } from 'node:crypto';
import { reasonOf } from '../../telemetry/reason.ts';
import { askPastCache } from './ask-alone.ts';
import type { AskedStatement } from './asked-statements.ts';
import type { Means } from './means.ts';
import { hiddenText, statementsBetween } from './statement-readings.ts';

const PATIENCE_MS = 10_000;

/** The slowest distinct statements of a request; a request with more has another problem than their plans. */
const MOST_PLANS = 8;

/** Enough to know a statement again. */
const beginningOf = (text: string): string => `“${text.replace(/\s+/g, ' ').trim().slice(0, 60)}…”`;

/** What a request asked of the database, without values: what `pg_stat_statements` counted while nobody else was there. */
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
    await askPastCache(url, randomBytes(16).toString('hex'), limit.signal(PATIENCE_MS));
    const asked = statementsBetween(before, await database.readStatements());
    if (asked.some(({ text }) => text === hiddenText)) {
      missing.push(
        'statements of other users are hidden: GRANT pg_read_all_stats TO the user of FOOTFALL_DATABASE_URL',
      );
    }
    return asked.filter(({ text }) => text !== hiddenText);
  } catch (error) {
    missing.push(`what the database was asked is not known (${reasonOf(error)})`);
    return [];
  }
}

/** Adds the plans to the slowest statements. */
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
      missing.push(`there is no plan of ${beginningOf(text)}: ${reasonOf(error)}`);
    }
  }
}

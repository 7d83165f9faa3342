import type { DatabaseSample } from '../../sample/evidence.ts';
import { epochMs } from '../epoch.ts';
import { addedText, sizeOf } from '../logs/added-text.ts';
import { plainAddress } from '../plain-address.ts';
import { reasonOf } from '../reason.ts';
import { joined, type Shortfall } from '../shortfall.ts';
import { type Source, Unreachable } from '../source.ts';
import { databaseConnection } from './database-connection.ts';
import { differenceOf, statementDifferences, withTexts } from './database-difference.ts';
import { type DatabaseFacts, readFacts } from './database-facts.ts';
import { type DatabaseReading, READING, readingValues } from './database-reading.ts';
import { type DatabaseSnapshot, readSizes, readTexts, takeSnapshot } from './database-snapshot.ts';
import { loggedPlans } from './logged-plans.ts';

const EVERY_MS = 1000;

/** Footfall only reads, and does not wait long for locks. */
const READ_ONLY = '-c default_transaction_read_only=on -c lock_timeout=1s';
const SESSION_OPTIONS = `${READ_ONLY} -c statement_timeout=5s`;

/**
 * For how many of the slowest statements texts are read: more than are kept, since some are Footfall's own.
 */
const TEXTS = 60;

interface Beginning {
  snapshot: DatabaseSnapshot;
  /** Length of PostgreSQL's log. */
  logBytes: number;
  /** How often a session was seen waiting, by wait event. */
  waits: Map<string, number>;
}

/**
 * PostgreSQL: its sessions once a second, and its statistics over the steady state.
 *
 * @param logFile PostgreSQL's log, for the plans that `auto_explain` writes there
 */
export function postgresqlSource(url: string, logFile?: string): Source {
  const connection = databaseConnection(url, SESSION_OPTIONS);
  let facts: DatabaseFacts | undefined;
  let before: DatabaseReading | undefined;
  let beginning: Beginning | undefined;

  async function readOnce(signal: AbortSignal): Promise<DatabaseReading> {
    const [reading] = (await connection.ask<DatabaseReading>(signal, READING)) as [DatabaseReading];
    return reading;
  }

  return {
    name: 'postgresql',
    async start(signal) {
      try {
        facts = await factsOf(url, signal);
        before = await readOnce(signal);
      } catch (error) {
        throw new Unreachable(`${plainAddress(url)}: ${reasonOf(error)}`);
      }
      return joined(facts.shortfalls);
    },
    reading: {
      everyMs: EVERY_MS,
      async read(signal) {
        const after = await readOnce(signal);
        for (const wait of after.waits) {
          beginning?.waits.set(wait, (beginning.waits.get(wait) ?? 0) + 1);
        }
        const values = before ? readingValues(before, after) : {};
        before = after;
        return values;
      },
    },
    steadyState: {
      async begin(signal) {
        const snapshot = await takeSnapshot(connection, signal, facts?.statementsSchema);
        beginning = { snapshot, logBytes: logFile === undefined ? 0 : sizeOf(logFile), waits: new Map() };
      },
      async end(signal) {
        if (!(facts && beginning)) return { samples: [] };
        const { snapshot, logBytes, waits } = beginning;
        beginning = undefined;
        const after = await takeSnapshot(connection, signal, facts.statementsSchema);
        const shortfalls: Shortfall[] = [];
        const ids = [...after.tables, ...after.indexes].map(({ id }) => id);
        const sizes = await ifItCan('sizes of tables and indexes', shortfalls, () =>
          readSizes(connection, signal, ids),
        );
        const sample: DatabaseSample = {
          type: 'database',
          at: epochMs(),
          version: facts.version,
          settings: facts.settings,
          ...differenceOf(snapshot, after, sizes ?? new Map()),
          waits: Object.fromEntries(waits),
        };
        const { statementsSchema } = facts;
        if (statementsSchema !== undefined && snapshot.statements && after.statements) {
          const statements = statementDifferences(snapshot.statements, after.statements).slice(0, TEXTS);
          const wanted = statements.map(({ id }) => id);
          const texts = await ifItCan('texts of statements', shortfalls, () =>
            readTexts(connection, signal, statementsSchema, wanted),
          );
          if (texts) sample.statements = withTexts(statements, texts);
        }
        const plans = logFile === undefined ? undefined : readPlans(logFile, logBytes);
        if (Array.isArray(plans)) sample.loggedPlans = plans;
        else if (plans) shortfalls.push(plans);
        const shortfall = joined(shortfalls);
        return { samples: [sample], ...(shortfall && { shortfall }) };
      },
    },
    stop: () => connection.close(),
  };
}

/** Uses a session without Footfall's statement time-out, which would otherwise appear among the settings. */
async function factsOf(url: string, signal: AbortSignal): Promise<DatabaseFacts> {
  const connection = databaseConnection(url, READ_ONLY);
  try {
    return await readFacts(connection, signal);
  } finally {
    await connection.close().catch(() => {});
  }
}

/** One failure must not affect the rest. */
async function ifItCan<Result>(
  what: string,
  shortfalls: Shortfall[],
  read: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    shortfalls.push({ message: `${what} cannot be read (${reasonOf(error)})` });
    return undefined;
  }
}

function readPlans(logFile: string, from: number): string[] | Shortfall {
  try {
    return loggedPlans(addedText(logFile, from).text);
  } catch (error) {
    return {
      message: `plans that auto_explain logs cannot be read: ${logFile}: ${reasonOf(error)}`,
      grant: 'FOOTFALL_DATABASE_LOG=<a file that this user can read>',
    };
  }
}

import { formatBytes, formatCount, formatDuration, formatShare } from '../../../words/units.ts';
import type { Evidence } from '../evidence.ts';
import { databaseMs } from '../layer-times.ts';
import { BLOCK_BYTES, bytesOf } from '../memory-setting.ts';
import { middle, sum } from '../middle.ts';
import { counted, highest, usual, valuesAt } from '../readings.ts';
import type { Finding, Rule } from '../rule.ts';
import { postgresql } from '../sources.ts';
import { sqlName } from '../sql-name.ts';
import { oneLine, plannedNodes } from '../statements.ts';
import { told } from '../told.ts';
import { won } from '../won.ts';

const poolTooSmall: Rule = {
  id: 'database.pool-too-small',
  layer: 'database',
  title: 'Requests wait for a connection to the database',
  source: {
    title: 'About pool sizing, HikariCP',
    url: 'https://github.com/brettwooldridge/HikariCP/wiki/About-Pool-Sizing',
  },
  // What is slow on every connection uses them all up.
  yieldsTo: [
    'database.missing-index',
    'database.pattern-search',
    'database.n-plus-one',
    'database.sequential-scan',
    'database.locks',
  ],
  weight: 'structural',
  find(evidence) {
    const found = waitsTold(evidence) ?? waitsSeen(evidence);
    if (!found) return undefined;
    const waitMs = counted(evidence, ['metrics', 'poolWaitMs']);
    const inDatabase = won(evidence.answered, databaseMs);
    const size = highest(evidence, ['metrics', 'poolSize']);
    return {
      symptom: found.symptom,
      evidence: [
        ...told('Connections in the pool', size, formatCount),
        ...found.evidence,
        ...told('Time that requests waited', waitMs, formatDuration),
        ...told(
          'Connections that PostgreSQL allows',
          usual(evidence, ['postgresql', 'maxConnections']),
          formatCount,
        ),
      ],
      change: {
        what: 'Give the pool more connections, and hold each no longer than a statement takes.',
        kind: 'configuration',
        snippet:
          size === undefined
            ? 'new pg.Pool({ max: … }) // more than now'
            : `new pg.Pool({ max: ${2 * size} })`,
      },
      steps: inDatabase.steps,
      wonMs: Math.min(inDatabase.wonMs, waitMs ?? found.waitedMs ?? 0),
    };
  },
};

type Waits = Pick<Finding, 'symptom' | 'evidence'> & { waitedMs?: number };

/** As the pool tells it: how often it had none to give, or how many stood in line. */
function waitsTold(evidence: Evidence): Waits | undefined {
  const waits = counted(evidence, ['metrics', 'poolWaits']);
  const acquires = counted(evidence, ['metrics', 'poolAcquires']);
  if (waits !== undefined && acquires !== undefined) {
    if (waits < 20 || waits < 0.1 * acquires) return undefined;
    return {
      symptom: `${formatShare(waits / acquires)} of the times that a request wanted a connection, none was free.`,
      evidence: [
        ['Connections wanted', formatCount(acquires)],
        ['Of these had to wait', formatCount(waits)],
      ],
    };
  }
  const waitMs = counted(evidence, ['metrics', 'poolWaitMs']);
  if (waits !== undefined && waitMs !== undefined) {
    const inDatabaseMs = sum(evidence.answered.map(databaseMs));
    if (waits < 20 || waitMs < 0.1 * (inDatabaseMs || evidence.totalMs)) return undefined;
    return {
      symptom: `${formatCount(waits)} times a request wanted a connection and none was free; it waited ${formatDuration(waitMs / waits)} on average.`,
      evidence: [['Times that a request had to wait', formatCount(waits)]],
    };
  }
  const waiting = valuesAt(evidence, ['metrics', 'poolWaiting']);
  const crowded = waiting.filter((count) => count > 0).length;
  if (waiting.length < 5 || crowded < 0.2 * waiting.length) return undefined;
  return {
    symptom: `Requests stood in line for a connection in ${formatCount(crowded)} of ${formatCount(waiting.length)} readings.`,
    evidence: [
      ['Readings with requests in line', `${formatCount(crowded)} of ${formatCount(waiting.length)}`],
      ...told('In line at most', highest(evidence, ['metrics', 'poolWaiting']), formatCount),
    ],
  };
}

/** Without a word of the pool: the server waits far longer for the database than the database is at work. */
function waitsSeen({ answered, database, points }: Evidence): Waits | undefined {
  const statements = database?.statements;
  // A role that may not see the statements of others sees none.
  if (statements === undefined || statements.length === 0) return undefined;
  if (['poolAcquires', 'poolWaitMs'].some((metric) => points('metrics', metric).length > 0)) return undefined;
  const times = answered.map(databaseMs).filter((ms) => ms > 0);
  const usualMs = middle(times) ?? 0;
  const seenMs = sum(times);
  const workedMs = sum(statements.map(({ totalMs }) => totalMs));
  if (times.length < 20 || usualMs < 50 || seenMs < 10 * workedMs) return undefined;
  return {
    symptom: 'The server waits far longer for the database than the database is at work.',
    evidence: [
      ['Time that requests waited for the database', formatDuration(seenMs)],
      ['Time that all statements took there', formatDuration(workedMs)],
    ],
    waitedMs: seenMs - workedMs,
  };
}

const locks: Rule = {
  id: 'database.locks',
  layer: 'database',
  title: 'Statements wait for locks of others',
  source: postgresql('explicit-locking', 'Explicit locking'),
  weight: 'structural',
  find(evidence) {
    const { answered, database } = evidence;
    const readings = valuesAt(evidence, ['postgresql', 'lockWaiting']);
    const crowded = readings.filter((count) => count > 0).length;
    const seen = Object.entries(database?.waits ?? {}).filter(([wait]) => wait.startsWith('Lock:'));
    if (crowded < 3 || crowded < 0.1 * readings.length) return undefined;
    return {
      symptom: `In ${formatCount(crowded)} of ${formatCount(readings.length)} readings a statement waited for a lock that another one held.`,
      evidence: [
        [
          'Readings with a statement that waits',
          `${formatCount(crowded)} of ${formatCount(readings.length)}`,
        ],
        ...seen.map(([wait, times]): [string, string] => [wait, `${formatCount(times)} times`]),
        ...told(
          'Idle in a transaction, at most',
          highest(evidence, ['postgresql', 'idleInTransaction']),
          formatCount,
        ),
      ],
      change: {
        what: 'Keep transactions short, and change rows in the same order everywhere.',
        kind: 'sql',
        snippet:
          'select pid, pg_blocking_pids(pid), state, query from pg_stat_activity\nwhere cardinality(pg_blocking_pids(pid)) > 0;',
      },
      steps: won(answered, databaseMs).steps,
    };
  },
};

const bloat: Rule = {
  id: 'database.bloat',
  layer: 'database',
  title: 'A table is full of dead rows',
  source: postgresql('routine-vacuuming', 'Routine vacuuming'),
  find({ database }) {
    const [worst] = (database?.tables ?? [])
      .filter(({ deadRows, liveRows }) => deadRows >= 10_000 && deadRows >= 0.2 * liveRows)
      .sort((a, b) => b.deadRows - a.deadRows);
    if (!worst) return undefined;
    const { name, deadRows, liveRows, bytes } = worst;
    return {
      symptom: `${formatShare(deadRows / (deadRows + liveRows))} of the rows in ${name} are dead, and are read past with the others.`,
      evidence: [
        ['Dead rows', formatCount(deadRows)],
        ['Live rows', formatCount(liveRows)],
        ...told('Size with indexes', bytes, formatBytes),
      ],
      change: {
        what: `Vacuum ${name}, and let autovacuum come to it sooner.`,
        kind: 'sql',
        snippet: `vacuum (analyze) ${sqlName(name)};\nalter table ${sqlName(name)} set (autovacuum_vacuum_scale_factor = 0.02);`,
      },
      steps: [],
    };
  },
};

/** Estimates that are off by so much lead to other plans. */
const OFF_BY = 100;

const staleStatistics: Rule = {
  id: 'database.stale-statistics',
  layer: 'database',
  title: 'The planner’s statistics are out of date',
  source: postgresql('planner-stats', 'Statistics used by the planner'),
  yieldsTo: ['database.missing-index', 'database.pattern-search'],
  find(evidence) {
    const stale = (evidence.database?.tables ?? []).filter(
      ({ liveRows, changedRows, analyzedAt }) =>
        liveRows >= 10_000 && (changedRows >= 0.2 * liveRows || analyzedAt === undefined),
    );
    const tableOf = (relation: string | undefined) =>
      stale.find(({ name }) => name.split('.').at(-1) === relation);
    const found = plannedNodes(evidence).find(({ node: { relation, rows, estimatedRows = 0 } }) => {
      // Fewer than expected is no mistake: a limit above may have had enough.
      const isOff = rows !== undefined && rows >= 1000 && rows >= OFF_BY * Math.max(1, estimatedRows);
      return isOff && tableOf(relation) !== undefined;
    });
    const table = tableOf(found?.node.relation);
    if (!found || !table) return undefined;
    const { rows = 0, estimatedRows = 0 } = found.node;
    return {
      symptom: `The planner expects ${formatCount(estimatedRows)} rows of ${table.name} where there are ${formatCount(rows)}.`,
      evidence: [
        ['Rows expected', formatCount(estimatedRows)],
        ['Rows found', formatCount(rows)],
        [
          'Rows changed since the last analyze',
          `${formatCount(table.changedRows)} of ${formatCount(table.liveRows)}`,
        ],
        ['Last analyze', table.analyzedAt ?? 'never'],
        ['Statement', oneLine(found.text)],
      ],
      change: {
        what: `Analyze ${table.name}, and let autovacuum do it sooner.`,
        kind: 'sql',
        snippet: `analyze ${sqlName(table.name)};\nalter table ${sqlName(table.name)} set (autovacuum_analyze_scale_factor = 0.02);`,
      },
      steps: [{ journey: found.replay.query.journey, step: found.replay.query.step }],
    };
  },
};

const lowBufferCache: Rule = {
  id: 'database.low-buffer-cache',
  layer: 'database',
  title: 'PostgreSQL’s buffers are too small for what is read',
  source: postgresql('runtime-config-resource', 'Resource consumption: shared_buffers'),
  // Reading whole tables pushes everything else out.
  yieldsTo: ['database.missing-index', 'database.pattern-search', 'database.sequential-scan'],
  find({ answered, database }) {
    const share = database?.cacheHitShare;
    const buffersBytes = bytesOf(database?.settings.shared_buffers);
    if (database?.statements === undefined || share === undefined || buffersBytes === undefined)
      return undefined;
    const readBytes = BLOCK_BYTES * sum(database.statements.map(({ sharedReadBlocks }) => sharedReadBlocks));
    // What is read for the first time is missing in buffers of any size; only what is read again tells of small ones.
    if (share >= 0.95 || readBytes < buffersBytes) return undefined;
    return {
      symptom: `Only ${formatShare(share)} of the blocks were found in PostgreSQL’s buffers, and more was read than they hold.`,
      evidence: [
        ['Blocks found in buffers', formatShare(share)],
        ['Read from outside in the steady state', formatBytes(readBytes)],
        ['shared_buffers', formatBytes(buffersBytes)],
      ],
      change: {
        what: 'Give PostgreSQL about a quarter of the machine’s memory.',
        kind: 'configuration',
        snippet: `alter system set shared_buffers = '…'; -- a quarter of the memory, more than the ${formatBytes(buffersBytes)} of now; needs a restart`,
      },
      ...won(answered, (step) => (1 - share) * databaseMs(step)),
    };
  },
};

export const databaseServerRules: readonly Rule[] = [
  poolTooSmall,
  locks,
  bloat,
  staleStatistics,
  lowBufferCache,
];

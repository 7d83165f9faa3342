import { formatBytes, formatCount, formatDuration, formatShare, howMany } from '../../../words/units.ts';
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
  title: 'Requests wait for a database connection',
  source: {
    title: 'About pool sizing, HikariCP',
    url: 'https://github.com/brettwooldridge/HikariCP/wiki/About-Pool-Sizing',
  },
  // Slow statements use up all connections.
  yieldsTo: [
    'database.missing-index',
    'database.pattern-search',
    'database.n-plus-one',
    'database.sequential-scan',
    'database.locks',
  ],
  weight: 'structural',
  find(evidence) {
    const found = reportedWaits(evidence) ?? inferredWaits(evidence);
    if (!found) return undefined;
    const waitMs = counted(evidence, ['metrics', 'poolWaitMs']);
    const inDatabase = won(evidence.answered, databaseMs);
    const size = highest(evidence, ['metrics', 'poolSize']);
    return {
      symptom: found.symptom,
      evidence: [
        ...told('Connections in the pool', size, formatCount),
        ...found.evidence,
        ...told('Total waiting time of requests', waitMs, formatDuration),
        ...told(
          'Connections allowed by PostgreSQL',
          usual(evidence, ['postgresql', 'maxConnections']),
          formatCount,
        ),
      ],
      change: {
        what: 'Give the pool more connections, and hold each connection no longer than a statement takes.',
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

/** Waits that the pool reports: how often no connection was free, or how many requests were queued. */
function reportedWaits(evidence: Evidence): Waits | undefined {
  const waits = counted(evidence, ['metrics', 'poolWaits']);
  const acquires = counted(evidence, ['metrics', 'poolAcquires']);
  if (waits !== undefined && acquires !== undefined) {
    if (waits < 20 || waits < 0.1 * acquires) return undefined;
    return {
      symptom: `In ${formatShare(waits / acquires)} of the cases in which a request needed a connection, none was free.`,
      evidence: [
        ['Connections requested', formatCount(acquires)],
        ['Of these, had to wait', formatCount(waits)],
      ],
    };
  }
  const waitMs = counted(evidence, ['metrics', 'poolWaitMs']);
  if (waits !== undefined && waitMs !== undefined) {
    const inDatabaseMs = sum(evidence.answered.map(databaseMs));
    if (waits < 20 || waitMs < 0.1 * (inDatabaseMs || evidence.totalMs)) return undefined;
    return {
      symptom: `${howMany(waits, 'time')} a request needed a connection and none was free; it waited ${formatDuration(waitMs / waits)} on average.`,
      evidence: [['Waits for a connection', formatCount(waits)]],
    };
  }
  const waiting = valuesAt(evidence, ['metrics', 'poolWaiting']);
  const crowded = waiting.filter((count) => count > 0).length;
  if (waiting.length < 5 || crowded < 0.2 * waiting.length) return undefined;
  return {
    symptom: `Requests were queued for a connection in ${formatCount(crowded)} of ${howMany(waiting.length, 'reading')}.`,
    evidence: [
      ['Readings with queued requests', `${formatCount(crowded)} of ${formatCount(waiting.length)}`],
      ...told('Queued requests, maximum', highest(evidence, ['metrics', 'poolWaiting']), formatCount),
    ],
  };
}

/** Waits without pool metrics: the server waits much longer for the database than the database works. */
function inferredWaits({ answered, database, points }: Evidence): Waits | undefined {
  const statements = database?.statements;
  // A role without permission to see the statements of others sees none.
  if (statements === undefined || statements.length === 0) return undefined;
  if (['poolAcquires', 'poolWaitMs'].some((metric) => points('metrics', metric).length > 0)) return undefined;
  const times = answered.map(databaseMs).filter((ms) => ms > 0);
  const usualMs = middle(times) ?? 0;
  const seenMs = sum(times);
  const workedMs = sum(statements.map(({ totalMs }) => totalMs));
  if (times.length < 20 || usualMs < 50 || seenMs < 10 * workedMs) return undefined;
  return {
    symptom: 'The server waits much longer for the database than the database spends on statements.',
    evidence: [
      ['Total time that requests waited for the database', formatDuration(seenMs)],
      ['Total time of all statements in the database', formatDuration(workedMs)],
    ],
    waitedMs: seenMs - workedMs,
  };
}

const locks: Rule = {
  id: 'database.locks',
  layer: 'database',
  title: 'Statements wait for locks',
  source: postgresql('explicit-locking', 'Explicit locking'),
  weight: 'structural',
  find(evidence) {
    const { answered, database } = evidence;
    const readings = valuesAt(evidence, ['postgresql', 'lockWaiting']);
    const crowded = readings.filter((count) => count > 0).length;
    const seen = Object.entries(database?.waits ?? {}).filter(([wait]) => wait.startsWith('Lock:'));
    if (crowded < 3 || crowded < 0.1 * readings.length) return undefined;
    return {
      symptom: `In ${formatCount(crowded)} of ${howMany(readings.length, 'reading')} a statement waited for a lock that another one held.`,
      evidence: [
        ['Readings with a waiting statement', `${formatCount(crowded)} of ${formatCount(readings.length)}`],
        ...seen.map(([wait, times]): [string, string] => [wait, howMany(times, 'time')]),
        ...told(
          'Connections idle in a transaction, maximum',
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
  title: 'A table has many dead rows',
  source: postgresql('routine-vacuuming', 'Routine vacuuming'),
  find({ database }) {
    const [worst] = (database?.tables ?? [])
      .filter(({ deadRows, liveRows }) => deadRows >= 10_000 && deadRows >= 0.2 * liveRows)
      .sort((a, b) => b.deadRows - a.deadRows);
    if (!worst) return undefined;
    const { name, deadRows, liveRows, bytes } = worst;
    return {
      symptom: `${formatShare(deadRows / (deadRows + liveRows))} of the rows in ${name} are dead, and scans still read past them.`,
      evidence: [
        ['Dead rows', formatCount(deadRows)],
        ['Live rows', formatCount(liveRows)],
        ...told('Size including indexes', bytes, formatBytes),
      ],
      change: {
        what: `Vacuum ${name}, and let autovacuum process it sooner.`,
        kind: 'sql',
        snippet: `vacuum (analyze) ${sqlName(name)};\nalter table ${sqlName(name)} set (autovacuum_vacuum_scale_factor = 0.02);`,
      },
      steps: [],
    };
  },
};

/** Estimates that are off by this factor lead to different plans. */
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
      // Fewer rows than expected are no sign of a wrong estimate: a limit above may have stopped the node early.
      const isOff = rows !== undefined && rows >= 1000 && rows >= OFF_BY * Math.max(1, estimatedRows);
      return isOff && tableOf(relation) !== undefined;
    });
    const table = tableOf(found?.node.relation);
    if (!found || !table) return undefined;
    const { rows = 0, estimatedRows = 0 } = found.node;
    return {
      symptom: `The planner expects ${howMany(estimatedRows, 'row')} of ${table.name}, but there are ${formatCount(rows)}.`,
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
        what: `Analyze ${table.name}, and let autovacuum analyze it sooner.`,
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
  title: 'PostgreSQL’s buffers are too small for the data that is read',
  source: postgresql('runtime-config-resource', 'Resource consumption: shared_buffers'),
  // Full table scans evict everything else from the buffers.
  yieldsTo: ['database.missing-index', 'database.pattern-search', 'database.sequential-scan'],
  find({ answered, database }) {
    const share = database?.cacheHitShare;
    const buffersBytes = bytesOf(database?.settings.shared_buffers);
    if (database?.statements === undefined || share === undefined || buffersBytes === undefined)
      return undefined;
    const readBytes = BLOCK_BYTES * sum(database.statements.map(({ sharedReadBlocks }) => sharedReadBlocks));
    // The first read of a block misses in buffers of any size; only repeated reads show that they are too small.
    if (share >= 0.95 || readBytes < buffersBytes) return undefined;
    return {
      symptom: `Only ${formatShare(share)} of the blocks were found in PostgreSQL’s buffers, and more data was read than they hold.`,
      evidence: [
        ['Buffer cache hit ratio', formatShare(share)],
        ['Read from outside the buffers in the steady state', formatBytes(readBytes)],
        ['shared_buffers', formatBytes(buffersBytes)],
      ],
      change: {
        what: 'Give PostgreSQL about a quarter of the machine’s memory.',
        kind: 'configuration',
        snippet: `alter system set shared_buffers = '…'; -- a quarter of the memory, more than the current ${formatBytes(buffersBytes)}; needs a restart`,
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

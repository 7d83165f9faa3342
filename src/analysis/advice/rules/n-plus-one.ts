import { formatCount, formatDuration, formatShare } from '../../../sample/units.ts';
import type { Evidence } from '../evidence.ts';
import { databaseMs } from '../layer-times.ts';
import { sum } from '../middle.ts';
import { counted } from '../readings.ts';
import type { Finding, Rule } from '../rule.ts';
import { azure } from '../sources.ts';
import { oneLine } from '../statements.ts';
import { told } from '../told.ts';
import { won } from '../won.ts';
import { wonInDatabase } from '../won-in-database.ts';

/** More than a few of one statement in a request is a loop. */
const MANY_CALLS = 5;

export const nPlusOne: Rule = {
  id: 'database.n-plus-one',
  layer: 'database',
  title: 'Rows are read one by one',
  source: azure('antipatterns/chatty-io/', 'Chatty I/O antipattern'),
  weight: 'structural',
  find(evidence) {
    const found = loopInReplay(evidence) ?? loopInCounts(evidence);
    if (!found) return undefined;
    const { text, calls, evidence: facts, ...gain } = found;
    return {
      symptom: `One request sends the same statement ${formatCount(calls)} times.`,
      evidence: [['Statement', oneLine(text)], ['Calls in one request', formatCount(calls)], ...facts],
      change: {
        what: 'Ask for all rows with one statement: join them, or give all keys at once.',
        kind: 'sql',
        snippet: asOne(text),
      },
      ...gain,
    };
  },
};

type Loop = Pick<Finding, 'evidence' | 'steps' | 'wonMs'> & { text: string; calls: number };

function loopInReplay(evidence: Evidence): Loop | undefined {
  const loops = evidence.replays
    .flatMap((replay) => replay.sample.statements.map((statement) => ({ replay, statement })))
    .filter(({ statement }) => statement.calls >= MANY_CALLS)
    .sort((a, b) => b.statement.calls - a.statement.calls);
  const [most] = loops;
  if (!most) return undefined;
  const { text, calls, durationMs } = most.statement;
  const all = most.replay.sample.statements;
  const wholeMs = sum(all.map((statement) => statement.durationMs ?? 0));
  const ofAll =
    durationMs === undefined || wholeMs === 0
      ? calls / sum(all.map((one) => one.calls))
      : durationMs / wholeMs;
  return {
    text,
    calls,
    evidence: [
      ...told('Time of all of them, alone', durationMs, formatDuration),
      ['Request', most.replay.sample.url],
    ],
    // One of them stays.
    ...wonInDatabase(evidence, [most.replay], (ofAll * (calls - 1)) / calls),
  };
}

/** Where no request could be asked again: a statement that is called far more often than the server is asked. */
function loopInCounts(evidence: Evidence): Loop | undefined {
  const { database, replays } = evidence;
  const requests = counted(evidence, ['metrics', 'requests']);
  if (
    requests === undefined ||
    requests === 0 ||
    replays.some(({ sample }) => sample.statements.length > 0)
  ) {
    return undefined;
  }
  const [most] = (database?.statements ?? []).toSorted((a, b) => b.calls - a.calls);
  if (!most || most.calls < MANY_CALLS * requests) return undefined;
  const wholeMs = sum((database?.statements ?? []).map(({ totalMs }) => totalMs));
  const share = wholeMs === 0 ? 0 : most.totalMs / wholeMs;
  return {
    text: most.text,
    calls: Math.round(most.calls / requests),
    evidence: [
      ['Calls in the steady state', formatCount(most.calls)],
      ['Requests meanwhile', formatCount(requests)],
      ['Share of the database’s time', formatShare(share)],
    ],
    ...won(evidence.answered, (step) => share * databaseMs(step)),
  };
}

/** The statement for all keys at once, where it asks for one. */
function asOne(text: string): string {
  return /=\s*\$1\b/.test(text)
    ? text.replace(/=\s*\$1\b/, '= any($1) -- all keys as one array')
    : `${text}\n-- once, for all keys: where … = any($1)`;
}

import { formatCount, formatDuration, formatShare, howMany } from '../../../words/units.ts';
import type { Evidence, Replay } from '../evidence.ts';
import { databaseMs } from '../layer-times.ts';
import { sum } from '../middle.ts';
import { counted } from '../readings.ts';
import type { Finding, Rule } from '../rule.ts';
import { azure } from '../sources.ts';
import { oneLine } from '../statements.ts';
import { told } from '../told.ts';
import { routeOf, won } from '../won.ts';
import { wonInDatabase } from '../won-in-database.ts';

/** This many calls of one statement in a request are a loop. */
const MANY_CALLS = 5;

export const nPlusOne: Rule = {
  id: 'database.n-plus-one',
  layer: 'database',
  title: 'Rows are read one by one',
  source: azure('antipatterns/chatty-io/', 'Chatty I/O antipattern'),
  weight: 'structural',
  find(evidence) {
    const found = loopInReplay(evidence) ?? loopOnAverage(evidence) ?? loopInCounts(evidence);
    if (!found) return undefined;
    const { text, calls, isAverage, evidence: facts, ...gain } = found;
    return {
      symptom: `One request sends the same statement ${howMany(calls, 'time')}${isAverage ? ' on average' : ''}.`,
      evidence: [
        ['Statement', oneLine(text)],
        [`Calls in one request${isAverage ? ', average' : ''}`, formatCount(calls)],
        ...facts,
      ],
      change: {
        what: 'Read all rows with one statement: use a join, or pass all keys at once.',
        kind: 'sql',
        snippet: asOne(text),
      },
      ...gain,
    };
  },
};

type Loop = Pick<Finding, 'evidence' | 'steps' | 'wonMs'> & {
  text: string;
  calls: number;
  /** Whether `calls` is the mean of all requests rather than the count of one replayed request. */
  isAverage?: true;
};

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
      ...told('Total time of these calls, alone', durationMs, formatDuration),
      ['Request', most.replay.sample.url],
    ],
    // One call remains.
    ...wonInDatabase(evidence, [most.replay], (ofAll * (calls - 1)) / calls),
  };
}

/**
 * The replayed request may have had few rows to read. If it sends a statement at least twice, the counters of the steady state
 * show how often other requests sent it; a statement that each request sends once gives the number of requests.
 */
function loopOnAverage(evidence: Evidence): Loop | undefined {
  const steadyState = new Map((evidence.database?.statements ?? []).map((one) => [inOneLine(one.text), one]));
  const [most] = evidence.replays
    .flatMap((replay) => {
      const sent = replay.sample.statements.map(({ text, calls }) => ({
        text,
        alone: calls,
        inAll: steadyState.get(inOneLine(text)),
      }));
      // If other requests send that statement too, there were fewer of these, each with more calls.
      const requests = Math.max(0, ...sent.map(({ alone, inAll }) => (alone === 1 && inAll?.calls) || 0));
      const wholeMs = sum(sent.map(({ inAll }) => inAll?.totalMs ?? 0));
      return sent.flatMap(({ text, alone, inAll }) =>
        alone > 1 && inAll && requests > 0 && isOfOneRoute(evidence, replay, text)
          ? [{ replay, alone, inAll, requests, calls: inAll.calls / requests, wholeMs }]
          : [],
      );
    })
    .filter(({ calls }) => calls >= MANY_CALLS)
    .sort((a, b) => b.calls - a.calls);
  if (!most) return undefined;
  const { replay, alone, inAll, requests, calls, wholeMs } = most;
  const ofAll = wholeMs === 0 ? 0 : inAll.totalMs / wholeMs;
  return {
    text: inAll.text,
    calls: Math.round(calls),
    isAverage: true,
    evidence: [
      ['Calls in the steady state', formatCount(inAll.calls)],
      ['Requests that sent it in the steady state', formatCount(requests)],
      ['Calls in the replayed request', formatCount(alone)],
      ['Request', replay.sample.url],
    ],
    ...wonInDatabase(evidence, [replay], (ofAll * (calls - 1)) / calls),
  };
}

/** A statement that requests of other routes send too is no sign of a loop, however often it is sent. */
const isOfOneRoute = ({ replays }: Evidence, { sample: { url } }: Replay, text: string): boolean =>
  replays.every(
    ({ sample }) =>
      routeOf(sample.url) === routeOf(url) || sample.statements.every((other) => other.text !== text),
  );

/** Sources may format the same statement differently. */
const inOneLine = (text: string): string => oneLine(text, Number.POSITIVE_INFINITY);

/** If no request could be replayed: a statement with far more calls than the server has requests. */
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
    isAverage: true,
    evidence: [
      ['Calls in the steady state', formatCount(most.calls)],
      ['Requests in the steady state', formatCount(requests)],
      ['Share of the database’s time', formatShare(share)],
    ],
    ...won(evidence.answered, (step) => share * databaseMs(step)),
  };
}

/** The statement rewritten for all keys at once, if it selects by one key. */
function asOne(text: string): string {
  return /=\s*\$1\b/.test(text)
    ? text.replace(/=\s*\$1\b/, '= any($1) -- all keys as one array')
    : `${text}\n-- once, for all keys: where … = any($1)`;
}

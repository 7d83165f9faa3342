import { VespaError } from '../vespa-error.ts';
import { parseYql, type Yql } from './yql.ts';

/** The trace parameters of a query: https://docs.vespa.ai/en/reference/api/query.html#trace.level */
interface TraceRequest {
  level: number;
  /** From 1 on, the trace includes the content node's plan and timestamps. */
  explainLevel: number;
  /** Depth of the profile trees; 0: no profiling. */
  profileDepth: number;
  timestamps: boolean;
}

/** A query as the engine received it, in the URL or in a JSON body. */
export interface SearchRequest {
  yql: Yql;
  query: string;
  hits: number;
  offset: number;
  timeoutMs: number;
  timing: boolean;
  trace: TraceRequest;
  /** Whether hits are ranked at all; `ranking=unranked` requests only counts. */
  ranked: boolean;
}

/** Vespa's own limits and defaults. */
const MOST_HITS = 400;
const HIGHEST_OFFSET = 1000;
const DEFAULT_HITS = 10;
const DEFAULT_TIMEOUT = '0.5s';

const HIGHEST_LEVEL = 20;
const DEEPEST_PROFILE = 1000;

type Parameters = Record<string, unknown>;

/** Reads the parameters of a query; those in the URL override those in the body. */
export function parseSearchRequest(url: Parameters, body: Parameters): SearchRequest {
  const parameters = { ...flatten(body), ...url };
  const text = (name: string): string | undefined =>
    parameters[name] === undefined ? undefined : String(parameters[name]);
  const whole = (name: string, fallback: number, most: number): number => {
    const value = text(name) ?? String(fallback);
    if (!/^\d+$/.test(value) || Number(value) > most) {
      throw new VespaError(
        'invalidParameter',
        `${name} must be a whole number from 0 to ${most} (got ${value})`,
      );
    }
    return Number(value);
  };

  const yql = text('yql');
  if (!yql)
    throw new VespaError('invalidParameter', 'yql is missing: pass "select ... from synset where ..."');
  return {
    yql: parseYql(yql),
    query: text('query') ?? '',
    hits: whole('hits', DEFAULT_HITS, MOST_HITS),
    offset: whole('offset', 0, HIGHEST_OFFSET),
    timeoutMs: parseTimeoutMs(text('timeout') ?? DEFAULT_TIMEOUT),
    timing: text('presentation.timing') === 'true',
    trace: {
      level: whole('trace.level', 0, HIGHEST_LEVEL),
      explainLevel: whole('trace.explainLevel', 0, HIGHEST_LEVEL),
      profileDepth: whole('trace.profileDepth', 0, DEEPEST_PROFILE),
      timestamps: text('trace.timestamps') === 'true',
    },
    ranked: (text('ranking') ?? text('ranking.profile')) !== 'unranked',
  };
}

/** `{ presentation: { timing: true } }` and `{ "presentation.timing": true }` are equivalent. */
function flatten(body: Parameters, prefix = ''): Parameters {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.entries(flatten(value as Parameters, `${prefix}${name}.`))
        : [[prefix + name, value]],
    ),
  );
}

/** Without a unit, the time-out is in seconds, as in Vespa; `s` and `ms` are supported. */
function parseTimeoutMs(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(s|ms)?$/.exec(text);
  if (!match)
    throw new VespaError('invalidParameter', `timeout must be a time such as 500ms or 0.5s (got ${text})`);
  return Number(match[1]) * (match[2] === 'ms' ? 1 : 1000);
}

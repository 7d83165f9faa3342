import type { ReplaySample } from '../../sample/evidence.ts';
import { askable } from '../../telemetry/address-credentials.ts';
import { reasonOf } from '../../telemetry/reason.ts';
import { ask } from './ask.ts';
import type { TimeLimit } from './time-limit.ts';

type EngineQuery = ReplaySample['engine'][number];

/** The parameters that `vespa query --profile` sends: https://docs.vespa.ai/en/reference/api/query.html */
const profiling = {
  'trace.level': '1',
  'trace.explainLevel': '1',
  'trace.profileDepth': '100',
  'trace.timestamps': 'true',
};

const ROUNDS = 3;
const PATIENCE_MS = 10_000;

/** A profiled query takes several times as long. */
const PROFILED_PATIENCE_MS = 20_000;

/** The engine's own time-out is this much shorter than ours, so that it still returns what it has. */
const ANSWER_MS = 1000;

/** A trace of this length is detailed enough. */
const MOST_LETTERS = 200_000;

/**
 * The URL that the product requested, without credentials, if its origin is that of `engineUrl`; otherwise
 * `undefined`.
 */
export function engineAddress(asked: string, engineUrl: string): URL | undefined {
  if (!URL.canParse(asked, engineUrl)) return undefined;
  const { url } = askable(new URL(asked, engineUrl));
  return originOf(url) === originOf(new URL(engineUrl)) ? url : undefined;
}

/** Treats both names of this machine as the same. */
const originOf = (url: URL): string => url.origin.replace('//localhost', '//127.0.0.1');

/**
 * Replays a request of the product to the engine: three times unchanged, once with profiling. Failures are
 * added to `missing`.
 *
 * @param engineUrl the configured URL, with user name and password if the engine requires them
 * @param durationMs how long the product waited for it
 */
export async function askEngine(
  url: URL,
  engineUrl: string,
  durationMs: number | undefined,
  limit: TimeLimit,
  missing: string[],
): Promise<EngineQuery> {
  const found: EngineQuery = { url: url.href, ...(durationMs !== undefined && { durationMs }) };
  const { headers } = askable(engineUrl);
  try {
    const plain = await askedOften(withParameters(url, { 'presentation.timing': 'true' }), limit, headers);
    Object.assign(found, { aloneMs: plain.ms, status: plain.status, plain: keptAnswer(plain.text) });
    const patienceMs = Math.min(PROFILED_PATIENCE_MS, limit.leftMs());
    const timeout = `${Math.max(1, Math.round(patienceMs - ANSWER_MS))}ms`;
    const profiledUrl = withParameters(url, { ...profiling, timeout, 'presentation.timing': 'true' });
    const profiled = await limit.within(patienceMs, (signal) => ask(profiledUrl, signal, headers));
    Object.assign(found, { profiledMs: profiled.ms, answer: keptAnswer(profiled.text) });
    if (plain.status >= 400) missing.push(`the engine returned status ${plain.status} for ${url.pathname}`);
  } catch (error) {
    missing.push(`the engine query could not be replayed (${reasonOf(error)})`);
  }
  return found;
}

/**
 * The median round: a single one may have been disturbed by other work. Reporting its timing costs the engine
 * nothing.
 */
async function askedOften(url: string, limit: TimeLimit, headers: Record<string, string>) {
  const rounds = [];
  while (rounds.length === 0 || (rounds.length < ROUNDS && !limit.isOver())) {
    rounds.push(await limit.within(PATIENCE_MS, (signal) => ask(url, signal, headers)));
  }
  rounds.sort((a, b) => a.ms - b.ms);
  return rounds[Math.floor((rounds.length - 1) / 2)] as (typeof rounds)[number];
}

function withParameters(url: URL, parameters: Record<string, string>): string {
  const changed = new URL(url);
  for (const [name, value] of Object.entries(parameters)) changed.searchParams.set(name, value);
  return changed.href;
}

/**
 * The response without its hits and groups, which are the product's content. If it is not JSON, or too long,
 * it is kept as text.
 */
export function keptAnswer(text: string): unknown {
  try {
    const { timing, root, ...others } = JSON.parse(text) as Record<string, unknown>;
    const { children: _, ...facts } = (root ?? {}) as Record<string, unknown>;
    // The short parts come first, so that they survive truncation.
    const kept = { timing, root: facts, ...others };
    const short = JSON.stringify(kept);
    return short.length > MOST_LETTERS ? short.slice(0, MOST_LETTERS) : kept;
  } catch {
    return text.slice(0, MOST_LETTERS);
  }
}

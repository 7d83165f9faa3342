import type { ReplaySample } from '../../sample/evidence.ts';
import { ask } from './ask.ts';
import { reasonOf } from './reason.ts';
import type { TimeLimit } from './time-limit.ts';

type EngineQuery = ReplaySample['engine'][number];

/** What `vespa query --profile` sends: https://docs.vespa.ai/en/reference/api/query.html */
const profiling = {
  'trace.level': '1',
  'trace.explainLevel': '1',
  'trace.profileDepth': '100',
  'trace.timestamps': 'true',
  // Profiling takes several times as long.
  timeout: '30s',
};

const PATIENCE_MS = 10_000;

/** A trace of that length tells enough. */
const MOST_LETTERS = 200_000;

/** The address that the product asked, when it is the engine's that we were told of. */
export function engineAddress(asked: string, engineUrl: string): URL | undefined {
  if (!URL.canParse(asked, engineUrl)) return undefined;
  const url = new URL(asked, engineUrl);
  return originOf(url) === originOf(new URL(engineUrl)) ? url : undefined;
}

/** Two names of this machine. */
const originOf = (url: URL): string => url.origin.replace('//localhost', '//127.0.0.1');

/**
 * Asks the engine again what the product asked: once as it was, once with profiling. What fails is told in `missing`.
 *
 * @param durationMs what the product waited for it
 */
export async function askEngine(
  url: URL,
  durationMs: number | undefined,
  limit: TimeLimit,
  missing: string[],
): Promise<EngineQuery> {
  const found: EngineQuery = { url: url.href, ...(durationMs !== undefined && { durationMs }) };
  try {
    // Telling its times costs the engine nothing.
    const plain = await ask(
      withParameters(url, { 'presentation.timing': 'true' }),
      limit.signal(PATIENCE_MS),
    );
    Object.assign(found, { aloneMs: plain.ms, status: plain.status, plain: keptAnswer(plain.text) });
    const profiled = await ask(
      withParameters(url, { ...profiling, 'presentation.timing': 'true' }),
      limit.signal(PATIENCE_MS),
    );
    Object.assign(found, { profiledMs: profiled.ms, answer: keptAnswer(profiled.text) });
    if (plain.status >= 400) missing.push(`the engine answered ${url.pathname} with status ${plain.status}`);
  } catch (error) {
    missing.push(`the engine could not be asked again (${reasonOf(error)})`);
  }
  return found;
}

function withParameters(url: URL, parameters: Record<string, string>): string {
  const changed = new URL(url);
  for (const [name, value] of Object.entries(parameters)) changed.searchParams.set(name, value);
  return changed.href;
}

/** The answer without its hits and groups, which are the product's contents. What is no JSON, or too long, is kept as a text. */
export function keptAnswer(text: string): unknown {
  try {
    const { timing, root, ...others } = JSON.parse(text) as Record<string, unknown>;
    const { children: _, ...facts } = (root ?? {}) as Record<string, unknown>;
    // What is short comes first, so that it survives a cut.
    const kept = { timing, root: facts, ...others };
    const short = JSON.stringify(kept);
    return short.length > MOST_LETTERS ? short.slice(0, MOST_LETTERS) : kept;
  } catch {
    return text.slice(0, MOST_LETTERS);
  }
}

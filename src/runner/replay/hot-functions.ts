import { z } from 'zod';
import type { ReplaySample } from '../../sample/evidence.ts';

/**
 * What Node's inspector returns when profiling stops:
 * https://chromedevtools.github.io/devtools-protocol/v8/Profiler/
 */
export const CpuProfile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number().int() }),
    }),
  ),
  samples: z.array(z.number()).default([]),
  /** Microseconds from one sample to the next; the first counts from the start. */
  timeDeltas: z.array(z.number()).default([]),
});
export type CpuProfile = z.infer<typeof CpuProfile>;

const MOST_FUNCTIONS = 15;

/** V8's names for time in which no function ran. */
const idle = new Set(['(idle)', '(program)', '(root)']);

/**
 * The functions with the most self time; garbage collection counts as a function.
 *
 * @param requests number of requests during the profile: the times are per request
 */
export function hotFunctions(profile: CpuProfile, requests: number): NonNullable<ReplaySample['cpu']> {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const found = new Map<string, NonNullable<ReplaySample['cpu']>[number]>();
  for (const [index, id] of profile.samples.entries()) {
    const frame = frames.get(id);
    // A sample covers the time until the next one.
    const selfMs = (profile.timeDeltas[index + 1] ?? 0) / 1000 / requests;
    if (!frame || idle.has(frame.functionName) || selfMs <= 0) continue;
    const { functionName, url, lineNumber } = frame;
    const key = JSON.stringify([functionName, url, lineNumber]);
    const entry = found.get(key) ?? {
      function: functionName || '(anonymous)',
      url,
      // Zero-based in the profile.
      line: lineNumber + 1,
      selfMs: 0,
    };
    found.set(key, { ...entry, selfMs: entry.selfMs + selfMs });
  }
  return [...found.values()].sort((a, b) => b.selfMs - a.selfMs).slice(0, MOST_FUNCTIONS);
}

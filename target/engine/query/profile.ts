/** What a profiler saw: how often something was done, and how long that took without what is below it. */
export interface ProfileNode {
  name: string;
  count: number;
  selfMs: number;
  children: ProfileNode[];
}

/** Six digits, as Vespa writes milliseconds of a trace. */
export const traceMs = (durationMs: number): number => Math.round(durationMs * 1e6) / 1e6;

/** A profiler's report in the shape of Vespa's, cut at a depth. */
export function profile(tag: string, depth: number, roots: ProfileNode[]): object {
  return {
    tag,
    profiler: 'tree',
    depth,
    total_time_ms: traceMs(roots.reduce((sum, root) => sum + totalMs(root), 0)),
    roots: roots.map((root) => sample(root, depth)),
  };
}

function sample(node: ProfileNode, depth: number): object {
  const { name, count, selfMs, children } = node;
  return {
    name,
    count,
    total_time_ms: traceMs(totalMs(node)),
    self_time_ms: traceMs(selfMs),
    ...(depth > 1 && children.length > 0 && { children: children.map((child) => sample(child, depth - 1)) }),
  };
}

const totalMs = ({ selfMs, children }: ProfileNode): number =>
  children.reduce((sum, child) => sum + totalMs(child), selfMs);

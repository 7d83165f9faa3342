/** A node of a profile: the number of calls, and the time spent in them excluding children. */
export interface ProfileNode {
  name: string;
  count: number;
  selfMs: number;
  children: ProfileNode[];
}

/** Rounds to six decimals, the precision of milliseconds in Vespa's traces. */
export const traceMs = (durationMs: number): number => Math.round(durationMs * 1e6) / 1e6;

/** A profiler report in Vespa's format, limited to `depth` levels. */
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

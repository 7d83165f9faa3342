/** What Footfall reads from `INFO`. */
export interface RedisCounts {
  counters: { hits?: number; misses?: number; evictions?: number; commands?: number };
  levels: { memoryBytes?: number; connections?: number };
}

/**
 * Parses the response of Redis' `INFO` (https://redis.io/docs/latest/commands/info/): lines of `name:value`
 * below headings.
 */
export function parseRedisInfo(text: string): RedisCounts {
  const fields = new Map(
    text.split('\n').flatMap((line) => {
      const [, name, value] = /^(\w+):(\d+)\s*$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, Number(value)] as const];
    }),
  );
  const named = <Name extends string>(names: Record<Name, string>): Partial<Record<Name, number>> =>
    Object.fromEntries(
      Object.entries<string>(names).flatMap(([ours, theirs]) => {
        const value = fields.get(theirs);
        return value === undefined ? [] : [[ours, value]];
      }),
    ) as Partial<Record<Name, number>>;
  return {
    counters: named({
      hits: 'keyspace_hits',
      misses: 'keyspace_misses',
      evictions: 'evicted_keys',
      commands: 'total_commands_processed',
    }),
    levels: named({ memoryBytes: 'used_memory', connections: 'connected_clients' }),
  };
}

/** The values between two readings. A counter that became smaller is the count since a restart of Redis. */
export function redisValues(before: RedisCounts, after: RedisCounts): Record<string, number> {
  const values: Record<string, number> = { ...after.levels };
  for (const [name, total] of Object.entries(after.counters)) {
    const from = before.counters[name as keyof RedisCounts['counters']];
    if (from !== undefined) values[name] = total < from ? total : total - from;
  }
  return values;
}

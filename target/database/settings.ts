/** Settings of the embedded PostgreSQL, passed on its command line. */
export function settings(port: number): string[] {
  const values: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 40,
    shared_buffers: '128MB',
    // The data can be rebuilt in seconds, so nothing waits for the disk.
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_wal_size: '1GB',
    // One process per query: times stay comparable on few cores, and workers need no shared memory.
    max_parallel_workers_per_gather: 0,
    max_parallel_maintenance_workers: 0,
    maintenance_work_mem: '128MB',
    jit: 'off',
    shared_preload_libraries: 'pg_stat_statements,auto_explain',
    'auto_explain.log_min_duration': '250ms',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
    // The supervisor waits for a line of this log, which must therefore be in English.
    lc_messages: 'C',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** What the supervisor tells the server's process, as JSON in one environment variable. */
export interface ServerSettings {
  port: number;
  engineUrl: string;
  engineKind: 'fts5' | 'vespa';
  enginePids: number[];
  databaseUrl: string;
  databasePids: number[];
  redisUrl?: string;
  faults: string;
  webDist: string;
}

export const serverSettingsVariable = 'TARGET_SERVER_SETTINGS';

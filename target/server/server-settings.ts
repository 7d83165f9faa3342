import type { PageSettings } from './page-shell.ts';

/** What the supervisor tells the server's process, as JSON in one environment variable. */
export interface ServerSettings extends PageSettings {
  port: number;
  engineUrl: string;
  engineKind: 'fts5' | 'vespa';
  enginePids: number[];
  databaseUrl: string;
  databasePids: number[];
  redisUrl?: string;
  faults: string;
  webDist: string;
  /** Of Node's inspector; 0: off. */
  inspectPort: number;
}

export const serverSettingsVariable = 'TARGET_SERVER_SETTINGS';

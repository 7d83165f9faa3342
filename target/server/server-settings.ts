import type { PageSettings } from './page-shell.ts';

/** The settings that the supervisor passes to the server process, as JSON in one environment variable. */
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
  /** Port of Node's inspector; 0: off. */
  inspectPort: number;
}

export const serverSettingsVariable = 'TARGET_SERVER_SETTINGS';

import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DOCUMENT_COUNT } from '../data/wordnet.ts';
import { FAULTS, type Fault, parseFaults } from '../faults.ts';
import type { PageSettings } from '../server/page-shell.ts';
import { UsageError } from './usage-error.ts';

/** Settings of the target, read from environment variables. */
export interface Configuration extends PageSettings {
  port: number;
  enginePort: number;
  databasePort: number;
  dataDir: string;
  documents: number;
  faults: string;
  /** Port of the server's Node.js inspector; 0: off. */
  inspectPort: number;
  databaseUrl?: string;
  redisUrl?: string;
  vespaUrl?: string;
}

export const PROJECT_FOLDER = fileURLToPath(new URL('../..', import.meta.url));

/** Reads and validates all variables; port 0 lets the system choose. */
export function readConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const whole = (name: string, fallback: number, least: number, most: number): number => {
    const text = environment[name] || String(fallback);
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new UsageError(`${name} must be a whole number from ${least} to ${most} (got ${text})`);
  };
  const url = (name: string, protocols: string[]): string | undefined => {
    const text = environment[name];
    if (!text) return undefined;
    if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
    throw new UsageError(`${name} must be a URL that begins with ${protocols.join(' or ')}//`);
  };

  const databaseUrl = url('DATABASE_URL', ['postgresql:', 'postgres:']);
  const redisUrl = url('REDIS_URL', ['redis:', 'rediss:']);
  const vespaUrl = url('VESPA_URL', ['http:', 'https:']);
  // When two copies run side by side, each needs its own data folder and tier ports.
  const copy = environment.FOOTFALL_COPY;
  const ownPort = (name: string, usual: number) => (copy ? 0 : whole(name, usual, 0, 65_535));
  const dataDir = resolve(PROJECT_FOLDER, environment.TARGET_DATA_DIR || '.footfall');
  const configuration: Configuration = {
    // Footfall passes the product's port in PORT, as many hosting services do.
    port: environment.PORT ? whole('PORT', 0, 0, 65_535) : whole('TARGET_PORT', 8700, 0, 65_535),
    enginePort: ownPort('TARGET_ENGINE_PORT', 8701),
    databasePort: ownPort('TARGET_DATABASE_PORT', 8702),
    dataDir: copy ? resolve(dataDir, 'copies', copy) : dataDir,
    documents: whole('TARGET_DOCUMENTS', DOCUMENT_COUNT, 1, DOCUMENT_COUNT),
    faults: environment.TARGET_FAULTS ?? '',
    suggestionPauseMs: whole('TARGET_SUGGESTION_PAUSE_MS', 0, 0, 10_000),
    keptViews: whole('TARGET_KEPT_VIEWS', 10, 0, 100),
    inspectPort: ownPort('TARGET_INSPECT_PORT', 0),
    ...(databaseUrl && { databaseUrl }),
    ...(redisUrl && { redisUrl }),
    ...(vespaUrl && { vespaUrl }),
  };
  checkFaults(configuration);
  return configuration;
}

/** Some defects are only possible in embedded tiers. */
function checkFaults({ faults: text, databaseUrl, redisUrl, vespaUrl }: Configuration): void {
  const given: [string | undefined, string, (fault: Fault) => boolean][] = [
    [databaseUrl, 'DATABASE_URL', (fault) => fault === 'dropped-index'],
    [redisUrl, 'REDIS_URL', (fault) => fault === 'tiny-cache'],
    [vespaUrl, 'VESPA_URL', (fault) => FAULTS[fault].tier === 'engine'],
  ];
  try {
    const named = Object.keys(parseFaults(text)) as Fault[];
    for (const [url, variable, isOurs] of given) {
      const fault = url && named.find(isOurs);
      if (!fault) continue;
      throw new Error(`TARGET_FAULTS: ${fault} needs the embedded ${FAULTS[fault].tier}; unset ${variable}`);
    }
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

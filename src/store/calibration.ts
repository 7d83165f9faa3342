import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Calibration } from '../sample/calibration.ts';
import { writeWhole } from './write-whole.ts';

/** What a calibration must match: its figures are valid for one machine, one browser and one viewport. */
export interface Calibrated {
  machine: Calibration['machine'];
  browser: Pick<Calibration['browser'], 'version'>;
  /** As in samples: `800×600`. */
  viewport: string;
}

/** The folder with a project's calibrations. */
export const calibrationsFolder = (root: string) => join(root, '.footfall/calibrations');

/** The kernel reserves some memory, and not always the same amount. */
const MEMORY_TOLERANCE = 0.05;

/**
 * Stores a calibration, replacing an earlier one of the same browser and viewport.
 *
 * @returns its file
 */
export function saveCalibration(root: string, calibration: Calibration): string {
  const file = fileOf(root, calibration);
  mkdirSync(dirname(file), { recursive: true });
  writeWhole(file, `${JSON.stringify(calibration, null, 2)}\n`);
  return file;
}

/**
 * The calibration of this machine; `undefined` if it was not calibrated with this browser and viewport.
 *
 * @param ignored called with the reason if an existing file is ignored
 */
export function findCalibration(
  root: string,
  wanted: Calibrated,
  ignored: (reason: string) => void = () => {},
): Calibration | undefined {
  const file = fileOf(root, wanted);
  if (!existsSync(file)) return undefined;
  const calibration = readCalibration(file);
  if (calibration === undefined) {
    ignored(`${file} is cut off or was written by another version of Footfall`);
    return undefined;
  }
  if (!isSameMachine(calibration.machine, wanted.machine)) {
    const { cpuModel, cores } = calibration.machine;
    ignored(`${file} was made on another machine (${cpuModel}, ${cores} cores)`);
    return undefined;
  }
  return calibration;
}

function fileOf(root: string, { browser, viewport }: Pick<Calibrated, 'browser' | 'viewport'>): string {
  const name = `${browser.version}-${viewport.replace('×', 'x')}`.replace(/[^\w.-]/g, '_');
  return join(calibrationsFolder(root), `${name}.json`);
}

function readCalibration(file: string): Calibration | undefined {
  try {
    return Calibration.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

function isSameMachine(one: Calibration['machine'], other: Calibration['machine']): boolean {
  return (
    one.cpuModel === other.cpuModel &&
    one.cores === other.cores &&
    Math.abs(one.memoryBytes - other.memoryBytes) <= MEMORY_TOLERANCE * other.memoryBytes
  );
}

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { layout } from '../store/layout.ts';

/** Allure puts it into each report without a way to leave it out; nobody who opens a report has agreed to be counted. */
const ANALYTICS = /<script async src="https:\/\/www\.googletagmanager\.com\/[^"]*"><\/script>/g;

/**
 * Generates the Allure 3 report of a run as one file that opens without a server.
 *
 * @returns the report's file, or undefined when there are no results to show
 * @throws with the generator's own words when it fails
 */
export async function generateAllureReport(folder: string, name: string): Promise<string | undefined> {
  const { allureResults, allureReport } = layout(folder);
  if (!existsSync(allureResults)) return undefined;
  const parameters = [
    'awesome',
    allureResults,
    '--single-file',
    '--output',
    allureReport,
    '--report-name',
    name,
  ];
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('../cli.js', import.meta.resolve('allure'))), ...parameters],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the Allure report could not be made:\n${said.trim()}`);
  const report = join(allureReport, 'index.html');
  writeFileSync(report, readFileSync(report, 'utf8').replace(ANALYTICS, ''));
  return report;
}

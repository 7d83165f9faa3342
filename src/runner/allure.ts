import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanFile } from '../store/clean-file.ts';
import { layout } from '../store/layout.ts';

/** Allure adds it to every report, with no option to omit it; readers have not consented to tracking. */
const ANALYTICS = /<script async src="https:\/\/www\.googletagmanager\.com\/[^"]*"><\/script>/g;

/**
 * Generates the Allure 3 report of a run as a single file that opens without a server.
 *
 * @returns the path of the report, or `undefined` if there are no results
 * @throws with the generator's output if it fails
 */
export async function generateAllureReport(folder: string, name: string): Promise<string | undefined> {
  const { allureResults, allureReport } = layout(folder);
  if (!existsSync(allureResults)) return undefined;
  // Playwright's reporter wrote addresses in errors, for example, and attachments.
  for (const name of readdirSync(allureResults)) cleanFile(join(allureResults, name));
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
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the Allure report could not be generated: ${reasonIn(output)}`);
  const report = join(allureReport, 'index.html');
  writeFileSync(report, readFileSync(report, 'utf8').replace(ANALYTICS, ''));
  return report;
}

/** Without the stack traces. */
const reasonIn = (output: string): string =>
  output
    .split('\n')
    .find((line) => /error/i.test(line))
    ?.trim() ?? output.trim();

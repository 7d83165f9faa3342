import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { shownPath } from './shown-path.ts';

/** Writes a file atomically: in full or not at all. */
export function writeWhole(file: string, content: string | Buffer): void {
  const part = `${file}.part`;
  try {
    writeFileSync(part, content);
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true, recursive: true });
    throw error;
  }
}

/**
 * Writes reports, each as far as possible: a full disk must not cost the verdict. What could not be written is printed.
 *
 * @param outputs contents by file
 */
export function writeReports(outputs: Record<string, string>): void {
  const problems: string[] = [];
  for (const [file, content] of Object.entries(outputs)) {
    try {
      writeWhole(file, content);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      problems.push(`${shownPath(file)} could not be written (${code ?? message})`);
    }
  }
  if (problems.length > 0)
    console.error(
      `${problems.join('\n')}\nwhat was measured is kept; mend that, then write the reports with \`npx footfall report\``,
    );
}

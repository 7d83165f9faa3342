import { join } from 'node:path';
import type { Project } from '../src/project/open-project.ts';

/** A project in that folder, as if its configuration had been read. */
export function projectAt(
  root: string,
  given: Project['given'] = { target: { url: 'http://127.0.0.1:8700/' } },
): Project {
  return { root, configFile: join(root, 'playwright.config.ts'), given };
}

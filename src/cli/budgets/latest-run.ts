import { join } from 'node:path';
import type { Project } from '../../project/open-project.ts';
import { readPlaces } from '../../project/settings.ts';

/** The folder of the newest run. */
export const latestRun = (project: Project) => join(readPlaces(project).reportsFolder, 'latest');

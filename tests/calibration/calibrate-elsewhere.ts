import { calibrate } from '../../src/cli/calibration/calibrate.ts';
import { projectAt } from '../project-at.ts';

/**
 * `footfall calibrate` for a project in another folder, so that a test does not replace this machine's
 * calibration.
 */
const [root = '', flags = '{}'] = process.argv.slice(2);
process.exitCode = await calibrate(projectAt(root), JSON.parse(flags));

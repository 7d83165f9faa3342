import { calibrate } from '../../src/cli/calibration/calibrate.ts';

/** `footfall calibrate` for a project in another folder, so that a test does not replace what is known of this machine. */
const [root = '', flags = '{}'] = process.argv.slice(2);
process.exitCode = await calibrate(root, JSON.parse(flags));

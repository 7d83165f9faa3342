import { runConfig } from '../../src/runner/playwright-config.ts';

export default await runConfig(import.meta.dirname);

import { register } from 'tsx/esm/api';

// `footfall run` as it is, on the journeys and workloads of this folder.
register();
const { run } = await import('../../../src/cli/run/run.ts');
process.exitCode = await run(import.meta.dirname, {});

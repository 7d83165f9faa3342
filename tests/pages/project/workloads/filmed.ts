import type { Workload } from 'footfall';
import astray from './astray.ts';

export default { ...astray, name: 'filmed', users: 2, mix: { hurried: 1, careful: 1 } } satisfies Workload;

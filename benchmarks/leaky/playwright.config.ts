import { footfallConfig } from 'footfall/config';

/** The product that gives away what it can; `benchmarks/secrets.ts` copies this project and says where everything is. */
export default footfallConfig({
  target: {
    url: process.env.LEAKY_TARGET ?? 'http://127.0.0.1:1/',
    command: `node --import tsx ${process.env.LEAKY_PRODUCT}`,
    home: 'input',
    queriesPath: '/queries',
    sources: { file: 'sources.json' },
  },
  traces: true,
});

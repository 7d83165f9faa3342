import { footfallConfig } from 'footfall/config';

/** What is measured here: the reference product, which stands in `target/` and is started like anybody's. */
export default footfallConfig((env) => ({
  target: {
    url: `http://127.0.0.1:${env.TARGET_PORT || 8700}/`,
    command: 'node --import tsx target/main.ts',
    home: '[data-ready="/"]',
    health: { path: '/healthz', facts: { documents: 'documents' } },
    queriesPath: '/debug/queries',
    sources: { file: `${env.TARGET_DATA_DIR || '.footfall'}/target.json` },
  },
  auditedJourney: 'audited pages',
}));

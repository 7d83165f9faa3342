import type { Analysis, StepAnalysis } from '../../../src/sample/analysis.ts';
import type { Advice, WhereTimeGoes } from '../../../src/sample/diagnosis.ts';
import { knownSlowQueries } from './known-slow-queries.ts';
import { knownTelemetry } from './known-telemetry.ts';

/** A complete diagnosis with known figures, added to a run that has none. */

const whereTimeGoes: WhereTimeGoes = {
  steps: 1146,
  meanMs: 62,
  layers: [
    { layer: 'browser', meanMs: 28.52, share: 0.46 },
    { layer: 'network', meanMs: 4.96, share: 0.08 },
    { layer: 'app', meanMs: 4.34, share: 0.07 },
    { layer: 'cache', meanMs: 1.24, share: 0.02 },
    { layer: 'database', meanMs: 9.3, share: 0.15 },
    { layer: 'engine', meanMs: 13.64, share: 0.22 },
  ],
  slowest: {
    steps: 58,
    meanMs: 310,
    layers: [
      { layer: 'browser', meanMs: 62, share: 0.2 },
      { layer: 'network', meanMs: 12.4, share: 0.04 },
      { layer: 'app', meanMs: 21.7, share: 0.07 },
      { layer: 'cache', meanMs: 1.24, share: 0.004 },
      { layer: 'database', meanMs: 186, share: 0.6 },
      { layer: 'engine', meanMs: 26.66, share: 0.086 },
    ],
  },
};

function knownAdvice(outside: string): Advice[] {
  return [
    {
      id: `app.leak${outside}`,
      layer: 'app',
      title: `The server keeps memory${outside}`,
      symptom: `Its memory grew by 109 MiB in 68 s and was still growing at the end${outside}`,
      evidence: [{ name: `growth for each request${outside}`, value: `84 KiB${outside}` }],
      change: { what: `Find what holds on to each request${outside}`, kind: 'code' },
      source: {
        title: `Node.js: memory${outside}`,
        url:
          outside === '' ? 'https://nodejs.org/en/learn/diagnostics/memory' : `javascript:alert(1)${outside}`,
      },
      steps: [],
      noShare: 'not latency',
    },
    {
      id: 'database.missing-index',
      layer: 'database',
      title: `An index is missing on documents.category${outside}`,
      symptom: `PostgreSQL reads all 117,791 documents to find those of a category.${outside}`,
      evidence: [
        { name: 'rows read', value: '117,791' },
        { name: `rows kept${outside}`, value: `2,310 (2 %)${outside}` },
        { name: 'time of the scan', value: '186 of 212 ms' },
      ],
      change: {
        what: `Create an index on the column of the filter${outside}`,
        kind: 'sql',
        snippet: `create index concurrently documents_category\n  on documents (category);${outside}`,
      },
      source: {
        title: `PostgreSQL: CREATE INDEX${outside}`,
        url: 'https://www.postgresql.org/docs/current/sql-createindex.html',
      },
      steps: [
        { journey: `search and refine${outside}`, step: `choose a facet${outside}` },
        { journey: 'browse', step: 'choose a category' },
      ],
      share: 0.312,
    },
    {
      id: 'engine.summary-fetch',
      layer: 'engine',
      title: 'Fetching the hits takes longer than finding them',
      symptom: 'The engine spends more time on summaries than on matching',
      evidence: [{ name: 'fetching summaries', value: '20 of 148 ms' }],
      change: {
        what: 'Let the list of results use a summary of attributes',
        kind: 'schema',
        snippet: 'document-summary list {\n  summary title {}\n  from-disk\n}',
      },
      source: { title: 'Vespa: document summaries', url: 'https://docs.vespa.ai/en/document-summaries.html' },
      steps: [{ journey: 'explore', step: 'search' }],
      share: 0.12,
    },
    {
      id: 'network.no-compression',
      layer: 'network',
      title: 'Text is sent uncompressed',
      symptom: 'Scripts and answers are as large on the network as in the page',
      evidence: [{ name: 'text of a page load', value: '312 KiB' }],
      change: { what: 'Compress text', kind: 'configuration' },
      source: { title: 'MDN: compression', url: 'https://developer.mozilla.org/docs/Web/HTTP/Compression' },
      steps: [{ journey: 'look up', step: 'home' }],
      share: 0.004,
    },
  ];
}

/** The first two steps have slowest samples; those of the second are far slower than any typical step. */
function knownSlowness(step: StepAnalysis, index: number, outside: string): StepAnalysis {
  if (index > 1) return step;
  const slowLayersMs = { ...step.layersMs, database: 100 * (index * 10 + 1) };
  return {
    ...step,
    slowLayersMs,
    slowLayeredMs: Object.values(slowLayersMs).reduce((sum, ms) => sum + ms, 0),
    slowBecause: [
      { factor: 'layer', sentence: `The database takes 84 % of what they take longer${outside}.` },
      {
        factor: 'query kind',
        sentence: `18 of the 20 slowest were of the kind “definition”, against 31 % of all.`,
      },
    ],
  };
}

/** The same run without a diagnosis, like a run from before the diagnosis existed. */
export function withoutDiagnosis(analysis: Analysis): Analysis {
  const { whereTimeGoes: _, telemetry: __, slowQueries: ___, ...rest } = analysis;
  return {
    ...rest,
    advice: [],
    steps: analysis.steps.map(({ slowLayersMs: _1, slowLayeredMs: _2, slowBecause: _3, ...step }) => step),
  };
}

/** @param outside appended to every text that comes from the product */
export function withKnownDiagnosis(analysis: Analysis, outside = ''): Analysis {
  const bare = withoutDiagnosis(analysis);
  return {
    ...bare,
    whereTimeGoes,
    telemetry: knownTelemetry(outside),
    slowQueries: knownSlowQueries(outside),
    advice: knownAdvice(outside),
    steps: bare.steps.map((step, index) => knownSlowness(step, index, outside)),
  };
}

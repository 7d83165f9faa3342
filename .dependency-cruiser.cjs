/**
 * Who may import whom. ARCHITECTURE.md says why; this file makes it so.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const only = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: {
    path: '^(src|fixtures|journeys|workloads|target|tests|benchmarks|calibration|playwright\\.config)',
    pathNot: to,
  },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    only(
      'sample-is-the-root',
      '^src/sample',
      '^src/sample',
      'The record knows nothing of who writes or reads it.',
    ),
    only('capture-runs-in-the-page', '^src/capture', '^src/(capture|sample)', 'What runs inside the page.'),
    only('load-knows-samples', '^src/load', '^src/(load|sample)', 'Seats, barrier, schedule, queries.'),
    only('telemetry-knows-samples', '^src/telemetry', '^src/(telemetry|sample)', 'One file per source.'),
    only('store-knows-samples', '^src/store', '^src/(store|sample)', 'The run folder.'),
    only('analysis-is-pure', '^src/analysis', '^src/(analysis|sample)', 'Pure functions over samples.'),
    only('report-renders', '^src/report', '^src/(report|sample)', 'render(analysis) gives a string.'),
    only(
      'journeys-use-fixtures',
      '^journeys',
      '^(journeys|fixtures)',
      'A journey reads like prose: it knows the user and the search page, nothing else.',
    ),
    only(
      'fixtures-use-the-measuring-parts',
      '^fixtures',
      '^(fixtures|src/(sample|capture|load|store))',
      'What a worker loads must stay small: fifty of them load it.',
    ),
    only('workloads-are-data', '^workloads', '^(workloads|src/sample)', 'Data, typed by the record.'),
    only(
      'calibration-is-a-project-like-any-other',
      '^calibration',
      '^(calibration|fixtures|src/(runner|load|sample))',
      'Known answers, measured by the same parts as everything else.',
    ),
    {
      name: 'only-the-command-line-starts-the-calibration',
      severity: 'error',
      from: { path: '^(src|fixtures|journeys|workloads|target|playwright)', pathNot: '^src/cli' },
      to: { path: '^calibration' },
    },
    only('target-stands-alone', '^target', '^target', 'The product under test is reached by URL alone.'),
    {
      name: 'nobody-imports-the-target',
      severity: 'error',
      from: { path: '^(src|fixtures|journeys|workloads|playwright)' },
      to: { path: '^target' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};

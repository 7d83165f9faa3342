/**
 * Who may import whom. ARCHITECTURE.md says why; this file makes it so.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const everything = '^(src|fixtures|journeys|workloads|target|tests|benchmarks|playwright\\.config)';

const only = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: everything, pathNot: to },
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
    only('words-know-the-record', '^src/words', '^src/(words|sample)', 'How figures and names are written.'),
    only('capture-runs-in-the-page', '^src/capture', '^src/(capture|sample)', 'What runs inside the page.'),
    only('load-knows-samples', '^src/load', '^src/(load|sample)', 'Seats, barrier, schedule, queries.'),
    only(
      'telemetry-knows-samples',
      '^src/telemetry',
      '^src/(telemetry|sample|words)',
      'One file per source.',
    ),
    only('store-knows-samples', '^src/store', '^src/(store|sample)', 'The run folder.'),
    only('analysis-is-pure', '^src/analysis', '^src/(analysis|sample|words)', 'Pure functions over samples.'),
    only('report-renders', '^src/report', '^src/(report|sample|words)', 'render(analysis) gives a string.'),
    only(
      'user-is-what-a-worker-loads',
      '^src/user',
      '^src/(user|sample|capture|load|store)',
      'Fifty workers load it, so it must stay small.',
    ),
    only(
      'a-project-is-read-before-anything-starts',
      '^src/project',
      '^src/(project|own-files|sample|words|load|store|analysis)',
      'Configuration, settings, files and plan of an adopter’s project.',
    ),
    only(
      'calibration-is-a-project-like-any-other',
      '^src/calibration',
      '^src/(calibration|index|config|own-files|user|runner|load|sample)',
      'Known answers, measured by the same parts as everything else.',
    ),
    {
      name: 'only-the-command-line-starts-the-calibration',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/(cli|calibration)' },
      to: { path: '^src/calibration' },
    },
    {
      name: 'nobody-imports-the-command-line',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/cli' },
      to: { path: '^src/cli' },
    },
    {
      name: 'the-tool-knows-no-product',
      comment: 'What an adopter writes is found through its configuration.',
      severity: 'error',
      from: { path: '^src' },
      to: { path: '^(target|journeys|fixtures|workloads|playwright\\.config)' },
    },
    only(
      'a-project-imports-the-package',
      '^(journeys|fixtures|workloads|playwright\\.config)',
      '^(journeys|fixtures|workloads|src/(index|config)\\.ts)',
      'What adopters write uses the public interface, as theirs does.',
    ),
    only('target-stands-alone', '^target', '^target', 'The product under test is reached by URL alone.'),
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

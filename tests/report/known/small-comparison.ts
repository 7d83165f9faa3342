import type { ComparedMetric, ComparedStep, Comparison } from '../../../src/sample/comparison.ts';

/** Quantiles of a skewed spread around a middle, in milliseconds. */
const spread = (middleMs: number, count = 60) =>
  Array.from({ length: count }, (_, index) => {
    const share = (index + 0.5) / count;
    return middleMs * Math.exp(0.32 * Math.log(share / (1 - share)) * (share > 0.5 ? 0.9 : 0.5));
  });

interface LatencyFigures {
  base: number;
  head: number;
  reachMs: number;
  outcome: ComparedMetric['outcome'];
  reason?: string;
}

function latency(
  statistic: 'typical' | 'p95',
  { base, head, reachMs, outcome, reason }: LatencyFigures,
): ComparedMetric {
  const value = head - base;
  return {
    metric: 'latencyMs',
    statistic,
    role: statistic === 'typical' ? 'judged' : 'watched',
    base,
    head,
    change: { value, lower: value - reachMs, upper: value + reachMs },
    margin: Math.max(base / 10, 20),
    samples: { base: 60, head: 60 },
    pairs: 58,
    outcome,
    reason: reason ?? `${value} ms, as specified.`,
  };
}

const errors = (base: number, head: number, outcome: ComparedMetric['outcome'] = 'same'): ComparedMetric => ({
  metric: 'errors',
  statistic: 'share',
  role: 'judged',
  base: base / 60,
  head: head / 60,
  change: { value: (head - base) / 60, lower: (head - base) / 60 - 0.04, upper: (head - base) / 60 + 0.05 },
  margin: 0.01,
  samples: { base: 60, head: 60 },
  outcome,
  reason: `Failed: ${base} of 60 on base, ${head} on head.`,
});

function step(
  journey: string,
  name: string,
  kind: ComparedStep['kind'],
  metrics: ComparedMetric[],
  layers: [layer: string, base: number, head: number][],
): ComparedStep {
  const [typical] = metrics;
  return {
    journey,
    step: name,
    kind,
    samples: { base: 60, head: 60 },
    errors: { base: 0, head: 0 },
    paintSource: kind === 'navigation' ? 'frame' : 'contentful',
    metrics,
    layers: layers.map(([layer, base, head]) => ({ layer, base, head, change: head - base })),
    latenciesMs: {
      base: typical?.base === undefined ? [] : spread(typical.base),
      head: typical?.head === undefined ? [] : spread(typical.head),
    },
  };
}

/** A comparison with every outcome of a metric, a renamed step and all optional data. */
export function smallComparison(hostile = ''): Comparison {
  return {
    schemaVersion: 1,
    id: `2026-11-20T09-30-00-compare${hostile}`,
    startedAt: '2026-11-20T09:30:00.000Z',
    method: 'side by side',
    base: { name: `main${hostile}`, url: `http://127.0.0.1:8801/${hostile}`, commit: 'be36a0c' },
    head: { name: `pull/7${hostile}`, url: `http://127.0.0.1:8811/${hostile}`, commit: '87b6070' },
    workload: `compare${hostile}`,
    users: 8,
    seed: 7,
    viewport: '800×600',
    browser: { name: 'chromium', version: `156.0.7700.0${hostile}` },
    environment: {
      node: 'v20.20.2',
      os: `Linux 6.1${hostile}`,
      cpuModel: `Example CPU${hostile}`,
      cores: 2,
      memoryBytes: 24 * 2 ** 30,
    },
    margin: { percent: 10, floorMs: 20 },
    confidence: 0.95,
    looks: { planned: 4, taken: 3 },
    durationMs: 68_400,
    steps: [
      step(
        `search and refine${hostile}`,
        `search${hostile}`,
        'query',
        [
          latency('typical', { base: 96, head: 97.2, reachMs: 6, outcome: 'same' }),
          latency('p95', { base: 180, head: 186, reachMs: 31, outcome: 'unresolved' }),
          errors(0, 0),
        ],
        [
          ['beforeRequest', 8, 8],
          ['network', 4, 4.2],
          [`app${hostile}`, 20, 21],
          ['engine', 30, 30],
          ['paint', 34, 34],
        ],
      ),
      step(
        `search and refine${hostile}`,
        `turn the page${hostile}`,
        'query',
        [
          latency('typical', {
            base: 58,
            head: 99.4,
            reachMs: 4.6,
            outcome: 'slower',
            reason: `+41 ms (+37 to +46 ms), more than the margin of 20 ms; +39 ms of it: app server.${hostile}`,
          }),
          latency('p95', { base: 120, head: 171, reachMs: 22, outcome: 'slower' }),
          {
            ...latency('typical', { base: 48, head: 88, reachMs: 9, outcome: 'slower' }),
            metric: 'inpMs',
          },
          errors(0, 0),
        ],
        [
          ['beforeRequest', 8, 8.5],
          ['network', 4, 4.1],
          ['app', 12, 51],
          ['paint', 34, 35.8],
        ],
      ),
      step(
        `search and refine${hostile}`,
        `open a result${hostile}`,
        'navigation',
        [
          latency('typical', { base: 141, head: 112, reachMs: 7, outcome: 'faster' }),
          {
            ...latency('typical', { base: 0.02, head: 0.021, reachMs: 0.004, outcome: 'same' }),
            metric: 'cls',
            margin: 0.02,
          },
          errors(0, 0),
        ],
        [
          ['beforeRequest', 3, 3],
          ['network', 9, 8],
          ['app', 29, 28],
          ['database', 40, 11],
          ['paint', 60, 62],
        ],
      ),
      step(
        `look up${hostile}`,
        `type${hostile}`,
        'suggestion',
        [
          latency('typical', {
            base: 61,
            head: 76,
            reachMs: 14,
            outcome: 'unresolved',
            reason: `+15 ms (+1 to +29 ms), which may be above or below the margin of 20 ms; about 40 more pairs are needed to decide.${hostile}`,
          }),
          errors(0, 6, 'slower'),
        ],
        [
          ['beforeRequest', 30, 38],
          ['request', 19, 25],
          ['paint', 12, 13],
        ],
      ),
      {
        ...step(`look up${hostile}`, `read a document${hostile}`, 'navigation', [], []),
        samples: { base: 60, head: 3 },
        errors: { base: 0, head: 3 },
        metrics: [
          {
            metric: 'latencyMs',
            statistic: 'typical',
            role: 'judged',
            base: 140,
            margin: 20,
            samples: { base: 60, head: 3 },
            pairs: 0,
            outcome: 'unresolved',
            reason: 'no step was answered on head.',
          },
        ],
      },
    ],
    onlyIn: [
      {
        side: 'base',
        journey: `recover${hostile}`,
        step: `take the correction${hostile}`,
        perhaps: `accept the correction${hostile}`,
      },
      {
        side: 'head',
        journey: `recover${hostile}`,
        step: `accept the correction${hostile}`,
        perhaps: `take the correction${hostile}`,
      },
    ],
    notes: [`The machine was 93 % busy, which hides small changes.${hostile}`],
    verdict: {
      outcome: 'fail',
      reasons: [
        `search and refine › turn the page: latency +41 ms (+37 to +46 ms), more than the margin of 20 ms.${hostile}`,
        `look up › type: errors Failed: 0 of 60 on base, 6 of 60 on head.${hostile}`,
      ],
    },
  };
}

/** A comparison without changes. */
export function unchangedComparison(): Comparison {
  const small = smallComparison();
  const steps = small.steps.slice(0, 1);
  return {
    ...small,
    steps,
    onlyIn: [],
    notes: [],
    verdict: { outcome: 'pass', reasons: ['No step is slower by more than 10 % (or 20 ms), out of 1.'] },
  };
}

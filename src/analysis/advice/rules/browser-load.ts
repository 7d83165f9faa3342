import { formatCount, formatDuration } from '../../../words/units.ts';
import type { AnsweredStep, Evidence } from '../evidence.ts';
import { middle } from '../middle.ts';
import { mostFrequent } from '../most-frequent.ts';
import { pathOf } from '../path-of.ts';
import type { Finding, Rule } from '../rule.ts';
import { lighthouse, webDev } from '../sources.ts';
import { told } from '../told.ts';
import { won } from '../won.ts';

const latency = ({ latencyMs }: AnsweredStep) => latencyMs;

/** What Lighthouse found of a page that is worst in it, under the first of these names that it tells. */
function worstAudit({ pages }: Evidence, ...audits: string[]): { page: string; value: number } | undefined {
  const [worst] = pages
    .flatMap(({ page, audits: values }) => {
      const value = audits.map((name) => values[name]).find((one) => one !== undefined);
      return value === undefined ? [] : [{ page, value }];
    })
    .sort((a, b) => b.value - a.value);
  return worst;
}

const renderBlocking: Rule = {
  id: 'browser.render-blocking',
  layer: 'browser',
  title: 'A resource keeps the page from being drawn',
  source: lighthouse('render-blocking-resources', 'Eliminate render-blocking resources'),
  weight: 'structural',
  find(evidence) {
    const steps = evidence.names.flatMap((name) => {
      const blocked = name.steps.filter(({ sample }) => sample.blocking !== undefined);
      const blockingMs = middle(blocked.map(blockingMsOf)) ?? 0;
      const isLong = blockingMs >= 100 && blockingMs >= 0.2 * (middle(blocked.map(latency)) ?? 0);
      return blocked.length >= 3 && isLong ? blocked : [];
    });
    const audit = worstAudit(evidence, 'render-blocking-resources', 'render-blocking-insight');
    const savingMs = audit && audit.value >= 300 ? audit.value : undefined;
    if (steps.length === 0 && savingMs === undefined) return undefined;
    const url = mostFrequent(steps.map(({ sample }) => sample.blocking?.url ?? ''));
    const blockingMs = middle(steps.map(blockingMsOf));
    return {
      symptom:
        blockingMs === undefined
          ? 'Lighthouse sees resources that keep a page from being drawn.'
          : `Nothing is drawn for ${formatDuration(blockingMs)}, until ${url} is there.`,
      evidence: [
        ...told('Resource', url, String),
        ...told('Keeps the page from being drawn for, median', blockingMs, formatDuration),
        ...told('The whole load, median', middle(steps.map(latency)), formatDuration),
        ...told(
          'Lighthouse’s estimate of what it costs',
          savingMs,
          (ms) => `${formatDuration(ms)} on the ${audit?.page} page`,
        ),
      ],
      change: changeFor(url, steps),
      ...(steps.length === 0
        ? { steps: [] }
        : won(steps, (step) => Math.min(blockingMsOf(step), step.latencyMs))),
    };
  },
};

function changeFor(url: string | undefined, steps: AnsweredStep[]): Finding['change'] {
  if (url === undefined) {
    return {
      what: 'Load what the first view does not need without blocking: scripts with `defer` or `async`, the other styles later. Lighthouse’s own report names them.',
      kind: 'html',
    };
  }
  if (/\.css([?#]|$)/i.test(url)) {
    return {
      what: 'Put the few rules that the first view needs into the page, and load the rest without blocking.',
      kind: 'html',
      snippet: '<link rel="preload" href="rest.css" as="style" onload="this.rel=\'stylesheet\'">',
    };
  }
  return {
    what: 'Load the script without blocking: `defer` keeps the order of scripts, `async` runs it when it comes.',
    kind: 'html',
    snippet: `<script src="${pathOf(url, steps)}" defer></script>`,
  };
}

const blockingMsOf = ({ sample }: AnsweredStep) => sample.blocking?.durationMs ?? 0;

const BLOCKING_MS = 100;

const longTasks: Rule = {
  id: 'browser.long-tasks',
  layer: 'browser',
  title: 'Scripts of the page block it',
  source: webDev('optimize-long-tasks', 'Optimize long tasks'),
  find({ names }) {
    const blocked = names.flatMap((name) => {
      // A busy machine makes every task long.
      const steps = name.steps.filter(({ contaminated }) => !contaminated);
      const long = steps.filter(
        ({ sample: { longFrame } }) =>
          longFrame !== undefined &&
          longFrame.blockingMs >= BLOCKING_MS &&
          (longFrame.script?.durationMs ?? 0) >= BLOCKING_MS / 2,
      );
      return steps.length >= 8 && long.length >= 0.2 * steps.length ? [{ steps, long }] : [];
    });
    const long = blocked.flatMap((one) => one.long);
    if (long.length === 0) return undefined;
    const script = mostFrequent(
      long.map(({ sample: { longFrame } }) => longFrame?.script?.url ?? longFrame?.script?.invoker ?? ''),
    );
    const scriptMs = (step: AnsweredStep) => step.sample.longFrame?.script?.durationMs ?? 0;
    const all = blocked.flatMap((one) => one.steps).length;
    return {
      symptom: `In ${formatCount(long.length)} of ${formatCount(all)} steps a script kept the page busy for ${formatDuration(BLOCKING_MS)} and more.`,
      evidence: [
        ['Steps with a long frame', `${formatCount(long.length)} of ${formatCount(all)}`],
        ...told('Script', script, String),
        ['Its time in the frame, median', formatDuration(middle(long.map(scriptMs)) ?? 0)],
      ],
      change: {
        what: 'Do less at once: draw what is seen first, and let the browser in between the parts.',
        kind: 'code',
        snippet: 'await scheduler.yield();',
      },
      ...won(long, (step) => Math.min(scriptMs(step), step.latencyMs)),
    };
  },
};

/** From so many elements on Lighthouse calls a page too large. */
const MANY_ELEMENTS = 1400;

const tooMuchDom: Rule = {
  id: 'browser.too-much-dom',
  layer: 'browser',
  title: 'A page has too many elements',
  source: lighthouse('dom-size', 'Avoid an excessive DOM size'),
  find(evidence) {
    const audit = worstAudit(evidence, 'dom-size', 'dom-size-insight');
    if (!audit || audit.value < MANY_ELEMENTS) return undefined;
    return {
      symptom: `The ${audit.page} page has ${formatCount(audit.value)} elements, which makes each change of it dear.`,
      evidence: [
        ['Page', audit.page],
        ['Elements', formatCount(audit.value)],
      ],
      change: {
        what: 'Draw only what is seen, and let the browser skip the rest.',
        kind: 'html',
        snippet: '.result { content-visibility: auto; contain-intrinsic-size: auto 120px; }',
      },
      steps: [],
    };
  },
};

export const browserLoadRules: readonly Rule[] = [renderBlocking, longTasks, tooMuchDom];

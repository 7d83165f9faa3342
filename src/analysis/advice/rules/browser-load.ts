import { formatCount, formatDuration, howMany } from '../../../words/units.ts';
import type { AnsweredStep, Evidence } from '../evidence.ts';
import { middle } from '../middle.ts';
import { mostFrequent } from '../most-frequent.ts';
import { pathOf } from '../path-of.ts';
import type { Finding, Rule } from '../rule.ts';
import { lighthouse, webDev } from '../sources.ts';
import { told } from '../told.ts';
import { won } from '../won.ts';

const latency = ({ latencyMs }: AnsweredStep) => latencyMs;

/** The page with the highest value of an audit; of several names, the first that Lighthouse reports is used. */
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
  title: 'A resource blocks rendering',
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
          ? 'Lighthouse reports resources that block the rendering of a page.'
          : `Nothing is rendered for ${formatDuration(blockingMs)}, until ${url} is loaded.`,
      evidence: [
        ...told('Resource', url, String),
        ...told('Blocks rendering for, median', blockingMs, formatDuration),
        ...told('Whole page load, median', middle(steps.map(latency)), formatDuration),
        ...told(
          'Cost estimated by Lighthouse',
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
      what: 'Load everything that the first view does not need without blocking: scripts with `defer` or `async`, other styles later. The Lighthouse report lists the resources.',
      kind: 'html',
    };
  }
  if (/\.css([?#]|$)/i.test(url)) {
    return {
      what: 'Inline the few CSS rules that the first view needs, and load the rest without blocking.',
      kind: 'html',
      snippet: '<link rel="preload" href="rest.css" as="style" onload="this.rel=\'stylesheet\'">',
    };
  }
  return {
    what: 'Load the script without blocking: `defer` keeps the order of scripts, `async` runs it as soon as it arrives.',
    kind: 'html',
    snippet: `<script src="${pathOf(url, steps)}" defer></script>`,
  };
}

const blockingMsOf = ({ sample }: AnsweredStep) => sample.blocking?.durationMs ?? 0;

const BLOCKING_MS = 100;

const longTasks: Rule = {
  id: 'browser.long-tasks',
  layer: 'browser',
  title: 'Scripts block the page',
  source: webDev('optimize-long-tasks', 'Optimize long tasks'),
  find({ names }) {
    const blocked = names.flatMap((name) => {
      // On a busy machine every task takes long.
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
      symptom: `In ${formatCount(long.length)} of ${howMany(all, 'step')} a script blocked the page for ${formatDuration(BLOCKING_MS)} or more.`,
      evidence: [
        ['Steps with a long frame', `${formatCount(long.length)} of ${formatCount(all)}`],
        ...told('Script', script, String),
        ['Script time in the frame, median', formatDuration(middle(long.map(scriptMs)) ?? 0)],
      ],
      change: {
        what: 'Split the work up: render what is visible first, and yield to the browser between the parts.',
        kind: 'code',
        snippet: 'await scheduler.yield();',
      },
      ...won(long, (step) => Math.min(scriptMs(step), step.latencyMs)),
    };
  },
};

/** From this number of elements Lighthouse calls a page too large. */
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
      symptom: `The ${audit.page} page has ${formatCount(audit.value)} elements, which makes every change of it expensive.`,
      evidence: [
        ['Page', audit.page],
        ['Elements', formatCount(audit.value)],
      ],
      change: {
        what: 'Render only what is visible, and let the browser skip the rest.',
        kind: 'html',
        snippet: '.result { content-visibility: auto; contain-intrinsic-size: auto 120px; }',
      },
      steps: [],
    };
  },
};

export const browserLoadRules: readonly Rule[] = [renderBlocking, longTasks, tooMuchDom];

import { groupBy } from '../../../sample/group-by.ts';
import { formatCount, formatDuration } from '../../../words/units.ts';
import type { AnsweredStep } from '../evidence.ts';
import { middle } from '../middle.ts';
import { mostFrequent } from '../most-frequent.ts';
import { pathOf } from '../path-of.ts';
import type { Rule } from '../rule.ts';
import { lighthouse, webDev } from '../sources.ts';
import { told } from '../told.ts';
import { won } from '../won.ts';

const latency = ({ latencyMs }: AnsweredStep) => latencyMs;
const isPageLoad = ({ sample }: AnsweredStep) => sample.vitals.ttfbMs !== undefined;
const beforeRequestMs = ({ partsMs }: AnsweredStep) => partsMs.get('beforeRequest') ?? 0;

/** Without the time to the document's first byte, before which no data can be requested. */
const askedLateMs = (step: AnsweredStep) =>
  Math.max(0, beforeRequestMs(step) - (step.sample.vitals.ttfbMs ?? 0));

const waterfall: Rule = {
  id: 'browser.waterfall',
  layer: 'browser',
  title: 'A page requests its data late',
  source: lighthouse('critical-request-chains', 'Avoid chaining critical requests'),
  yieldsTo: ['browser.render-blocking'],
  find({ answered, names }) {
    const steps = names.flatMap((name) => {
      const late = name.steps.filter(
        (step) => isPageLoad(step) && step.sample.request && step.sample.request.matchedBy !== 'navigation',
      );
      const askedMs = middle(late.map(askedLateMs)) ?? 0;
      return late.length >= 5 && askedMs >= 100 && askedMs >= 0.4 * (middle(late.map(latency)) ?? 0)
        ? late
        : [];
    });
    const askedMs = middle(steps.map(askedLateMs));
    const [first] = steps;
    if (askedMs === undefined || !first) return undefined;
    const url = first.sample.request?.url ?? '';
    return {
      symptom: `A page requests its data only ${formatDuration(askedMs)} after its document began to arrive: scripts load first, one after another.`,
      evidence: [
        ['From the document’s first byte to the data request, median', formatDuration(askedMs)],
        ['Whole page load, median', formatDuration(middle(steps.map(latency)) ?? 0)],
        ['Example', url],
      ],
      change: {
        what: 'Preload in the page what its scripts will request, or put the data into the page.',
        kind: 'html',
        snippet: `<link rel="preload" href="${pathOf(url, answered)}" as="fetch" crossorigin>`,
      },
      ...won(steps, askedLateMs),
    };
  },
};

const dataRequestsOf = ({ sample }: AnsweredStep) => sample.traffic?.dataRequests ?? 1;

const waitsBeforeAsking: Rule = {
  id: 'browser.waits-before-asking',
  layer: 'browser',
  title: 'The page waits before it sends a request',
  source: webDev('rail', 'Measure performance with the RAIL model'),
  yieldsTo: ['browser.long-tasks', 'app.chatty'],
  find({ names }) {
    const waiting = names.filter(({ steps }) => {
      const waitMs = middle(steps.map(beforeRequestMs)) ?? 0;
      const isAlone = (middle(steps.map(dataRequestsOf)) ?? 0) <= 2;
      const isLong = waitMs >= 50 && waitMs >= 0.4 * (middle(steps.map(latency)) ?? 0);
      return steps.length >= 5 && !steps.some(isPageLoad) && isAlone && isLong;
    });
    const steps = waiting.flatMap((name) => name.steps);
    const waitMs = middle(steps.map(beforeRequestMs));
    if (waitMs === undefined) return undefined;
    return {
      symptom: `The page waits ${formatDuration(waitMs)} between the input and its request.`,
      evidence: [
        ['From the input to the request, median', formatDuration(waitMs)],
        ['Whole step, median', formatDuration(middle(steps.map(latency)) ?? 0)],
        ['Data requests per step, median', formatCount(middle(steps.map(dataRequestsOf)) ?? 1)],
      ],
      change: {
        what: 'Send the request at once and abort outdated ones, instead of waiting until the user stops typing.',
        kind: 'code',
        snippet:
          'pending.abort();\npending = new AbortController();\nconst answer = await fetch(url, { signal: pending.signal });',
      },
      ...won(steps, beforeRequestMs),
    };
  },
};

/** The part of a step's latency that the page would save without the request. */
const outsideMs = ({ latencyMs, layersMs: { browser = 0 } }: AnsweredStep) =>
  Math.max(0, latencyMs - browser);

const asksAgain: Rule = {
  id: 'browser.asks-again',
  layer: 'browser',
  title: 'The page requests again what it has already shown',
  source: webDev('bfcache', 'Back/forward cache'),
  weight: 'structural',
  find({ answered, names }) {
    // Each iteration of a journey runs in its own page.
    const iterations = groupBy(answered, ({ sample: { user, side, journey, iteration } }) =>
      JSON.stringify([user, side, journey, iteration]),
    );
    const repeated = new Set([...iterations.values()].flatMap(askedBefore));
    const often = names.filter(({ kind, steps }) => {
      const count = steps.filter((step) => repeated.has(step)).length;
      // Users who follow links sometimes return to the same page, and typing repeats the same prefixes.
      return kind !== 'suggestion' && count >= 5 && count >= steps.length / 2;
    });
    const again = often.flatMap(({ steps }) => steps.filter((step) => repeated.has(step)));
    if (again.length === 0) return undefined;
    return {
      symptom: `Usually, ${often.map(({ step }) => `“${step}”`).join(', ')} requests an answer that the same page already received a few steps before.`,
      evidence: [
        [
          'Steps that repeated a request',
          `${formatCount(again.length)} of ${formatCount(often.flatMap(({ steps }) => steps).length)}`,
        ],
        ['Time for the repeated request, median', formatDuration(middle(again.map(outsideMs)) ?? 0)],
        ...told('Example', mostFrequent(again.map(({ sample }) => sample.request?.url ?? '')), String),
      ],
      change: {
        what: 'Keep the last few views, and show them again when the user goes back in the history.',
        kind: 'code',
        snippet: 'const kept = views.get(history.state?.entry);\nshow(kept ?? (await load(location)));',
      },
      ...won(again, outsideMs),
    };
  },
};

/** Steps that repeat a request of an earlier step of the same iteration. A newly loaded page has kept nothing. */
function askedBefore(iteration: AnsweredStep[]): AnsweredStep[] {
  const inOrder = iteration.toSorted((a, b) => a.sample.intendedAt - b.sample.intendedAt);
  const asked = new Set<string>();
  let last: string | undefined;
  return inOrder.filter((step) => {
    const { request } = step.sample;
    if (isPageLoad(step)) asked.clear();
    if (request === undefined || request.method !== undefined) return false;
    if (request.matchedBy === 'time' || isPageLoad(step)) return false;
    // A URL that directly follows itself does not identify what was requested.
    const isRepeated = asked.has(request.url) && request.url !== last;
    asked.add(request.url);
    last = request.url;
    return isRepeated;
  });
}

export const browserRequestRules: readonly Rule[] = [waterfall, waitsBeforeAsking, asksAgain];

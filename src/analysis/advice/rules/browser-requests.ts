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

/** Without the time for the document itself, which nothing can be asked before. */
const askedLateMs = (step: AnsweredStep) =>
  Math.max(0, beforeRequestMs(step) - (step.sample.vitals.ttfbMs ?? 0));

const waterfall: Rule = {
  id: 'browser.waterfall',
  layer: 'browser',
  title: 'A page asks for its data late',
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
      symptom: `A page asks for its data only ${formatDuration(askedMs)} after its document began to arrive: scripts come first, one after the other.`,
      evidence: [
        ['From the document’s first byte until the data is asked for, median', formatDuration(askedMs)],
        ['The whole load, median', formatDuration(middle(steps.map(latency)) ?? 0)],
        ['For example', url],
      ],
      change: {
        what: 'Name in the page what its scripts will ask for, or put the data into the page.',
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
  title: 'The page waits before it asks',
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
      symptom: `The page lets ${formatDuration(waitMs)} go by between the input and its request.`,
      evidence: [
        ['From the input to the request, median', formatDuration(waitMs)],
        ['The whole step, median', formatDuration(middle(steps.map(latency)) ?? 0)],
        ['Requests for data of a step, median', formatCount(middle(steps.map(dataRequestsOf)) ?? 1)],
      ],
      change: {
        what: 'Ask at once, and drop the answers that came too late, instead of waiting until nobody types.',
        kind: 'code',
        snippet:
          'pending.abort();\npending = new AbortController();\nconst answer = await fetch(url, { signal: pending.signal });',
      },
      ...won(steps, beforeRequestMs),
    };
  },
};

/** What of a step its page would save by not asking. */
const outsideMs = ({ latencyMs, layersMs: { browser = 0 } }: AnsweredStep) =>
  Math.max(0, latencyMs - browser);

const asksAgain: Rule = {
  id: 'browser.asks-again',
  layer: 'browser',
  title: 'The page asks again for what it has shown already',
  source: webDev('bfcache', 'Back/forward cache'),
  weight: 'structural',
  find({ answered, names }) {
    // A walk begins on a page of its own and goes on in it.
    const walks = groupBy(answered, ({ sample: { user, side, journey, iteration } }) =>
      JSON.stringify([user, side, journey, iteration]),
    );
    const repeated = new Set([...walks.values()].flatMap(askedBefore));
    const often = names.filter(({ kind, steps }) => {
      const count = steps.filter((step) => repeated.has(step)).length;
      // Whoever follows links comes by the same page now and then; typing asks for the same beginnings.
      return kind !== 'suggestion' && count >= 5 && count >= steps.length / 2;
    });
    const again = often.flatMap(({ steps }) => steps.filter((step) => repeated.has(step)));
    if (again.length === 0) return undefined;
    return {
      symptom: `Nearly every time, ${often.map(({ step }) => `“${step}”`).join(', ')} asks for an answer that the same page had a few steps before.`,
      evidence: [
        [
          'Steps that asked again',
          `${formatCount(again.length)} of ${formatCount(often.flatMap(({ steps }) => steps).length)}`,
        ],
        ['What that took, median', formatDuration(middle(again.map(outsideMs)) ?? 0)],
        ...told('For example', mostFrequent(again.map(({ sample }) => sample.request?.url ?? '')), String),
      ],
      change: {
        what: 'Keep the last few views, and show them again on the way back through the history.',
        kind: 'code',
        snippet: 'const kept = views.get(history.state?.entry);\nshow(kept ?? (await load(location)));',
      },
      ...won(again, outsideMs),
    };
  },
};

/** Steps that asked for what an earlier step of the same walk had been answered. A page that is loaded anew has nothing to keep. */
function askedBefore(walk: AnsweredStep[]): AnsweredStep[] {
  const inOrder = walk.toSorted((a, b) => a.sample.intendedAt - b.sample.intendedAt);
  const asked = new Set<string>();
  let last: string | undefined;
  return inOrder.filter((step) => {
    const { request } = step.sample;
    if (isPageLoad(step)) asked.clear();
    if (request === undefined || request.method !== undefined) return false;
    if (request.matchedBy === 'time' || isPageLoad(step)) return false;
    // Where one address follows itself, it does not tell what was asked.
    const isRepeated = asked.has(request.url) && request.url !== last;
    asked.add(request.url);
    last = request.url;
    return isRepeated;
  });
}

export const browserRequestRules: readonly Rule[] = [waterfall, waitsBeforeAsking, asksAgain];

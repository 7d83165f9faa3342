import { groupBy } from '../../../sample/group-by.ts';
import type { StepSample } from '../../../sample/sample.ts';
import { formatBytes, formatCount, howMany } from '../../../words/units.ts';
import type { AnsweredStep, Evidence } from '../evidence.ts';
import { middle } from '../middle.ts';
import { mostFrequent } from '../most-frequent.ts';
import type { Rule } from '../rule.ts';
import { webDev } from '../sources.ts';
import { told } from '../told.ts';
import { won } from '../won.ts';

/** From this value Google says that it needs improvement: https://web.dev/articles/cls */
const LARGE_SHIFT = 0.1;

const cls = ({ sample }: AnsweredStep) => sample.vitals.cls ?? 0;
const inWords = (value: number) => String(Number(value.toFixed(3)));

/** Elements that take their size from what they load. */
const isMedia = (selector: string) => /^(img|picture|video|iframe|figure)\b/i.test(selector);

/** Steps with a large layout shift, if these are not isolated cases; otherwise empty. */
function shiftedSteps({ answered, names }: Evidence): AnsweredStep[] {
  const shifted = answered.filter((step) => cls(step) >= LARGE_SHIFT);
  const isEverywhere = shifted.length >= 8 && shifted.length >= 0.05 * answered.length;
  const isUsualSomewhere = names.some(({ steps }) => {
    const jumping = steps.filter((step) => cls(step) >= LARGE_SHIFT).length;
    return steps.length >= 8 && jumping >= 3 && jumping >= 0.2 * steps.length;
  });
  return isEverywhere || isUsualSomewhere ? shifted : [];
}

const movers = (steps: AnsweredStep[]) => steps.flatMap(({ sample }) => sample.shift?.of ?? []);

const layoutShift: Rule = {
  id: 'browser.layout-shift',
  layer: 'browser',
  title: 'The layout shifts',
  source: webDev('cls', 'Cumulative layout shift'),
  yieldsTo: ['browser.unsized-image'],
  isLatency: false,
  find(evidence) {
    const shifted = shiftedSteps(evidence);
    if (shifted.length === 0) return undefined;
    const { steps } = won(shifted, cls);
    const worst = evidence.names
      .flatMap(({ analysis }) => analysis?.vitals.cls?.p75 ?? [])
      .reduce<number | undefined>((most, value) => Math.max(most ?? 0, value), undefined);
    return {
      symptom: `In ${formatCount(shifted.length)} of ${howMany(evidence.answered.length, 'step')} the layout of the page shifted by ${LARGE_SHIFT} or more.`,
      evidence: [
        [
          'Steps with a large layout shift',
          `${formatCount(shifted.length)} of ${formatCount(evidence.answered.length)}`,
        ],
        ['Cumulative layout shift of these steps, median', inWords(middle(shifted.map(cls)) ?? 0)],
        ...told('Highest p75 of a step', worst, inWords),
        ...told('Element that moved most often', mostFrequent(movers(shifted)), String),
      ],
      change: {
        what: 'Reserve the space for content that arrives late, or show it on top of the page.',
        kind: 'html',
        snippet: '.notice { min-height: 4rem; }',
      },
      steps,
    };
  },
};

const unsizedImage: Rule = {
  id: 'browser.unsized-image',
  layer: 'browser',
  title: 'Images without a size shift the layout',
  source: webDev('optimize-cls', 'Optimize cumulative layout shift'),
  isLatency: false,
  find(evidence) {
    const shifted = shiftedSteps(evidence);
    const byMedia = shifted.filter((step) => movers([step]).some(isMedia));
    if (shifted.length === 0 || byMedia.length < 0.5 * shifted.length) return undefined;
    return {
      symptom: `In ${howMany(byMedia.length, 'step')} an image or a frame moved when its size became known.`,
      evidence: [
        [
          'Steps with a large layout shift',
          `${formatCount(shifted.length)} of ${formatCount(evidence.answered.length)}`,
        ],
        ...told('Element that moved most often', mostFrequent(movers(byMedia)), String),
      ],
      change: {
        what: 'Set the width and height of images and frames in the page.',
        kind: 'html',
        snippet: '<img src="…" width="320" height="180" alt="…">',
      },
      steps: won(byMedia, cls).steps,
    };
  },
};

const FEWEST_VIEWS = 8;
const LEAST_PER_VIEW_BYTES = 200 * 1024;
const LEAST_GROWTH_BYTES = 20 * 2 ** 20;

const leak: Rule = {
  id: 'browser.leak',
  layer: 'browser',
  title: 'The page’s memory grows with every step',
  source: {
    title: 'Fix memory problems, Chrome DevTools',
    url: 'https://developer.chrome.com/docs/devtools/memory-problems',
  },
  weight: 'severe',
  isLatency: false,
  find({ samples }) {
    const lives = livesOf(samples).filter(({ heaps }) => heaps.length >= FEWEST_VIEWS);
    const growing = lives.flatMap(({ heaps }) => {
      const grownBytes = growthOf(heaps);
      return grownBytes === undefined
        ? []
        : [{ grownBytes, views: heaps.length, lastBytes: heaps.at(-1) ?? 0 }];
    });
    // A single page may keep something for a reason; if most do, it is the product.
    if (growing.length < Math.min(2, lives.length) || growing.length < 0.5 * lives.length) return undefined;
    const perView = middle(growing.map(({ grownBytes, views }) => grownBytes / views));
    if (perView === undefined) return undefined;
    return {
      symptom: `The page’s memory grows by ${formatBytes(perView)} with every step, and is not released.`,
      evidence: [
        ['Pages that grew throughout', `${formatCount(growing.length)} of ${formatCount(lives.length)}`],
        ['Growth per step, median', formatBytes(perView)],
        ['Growth of a page, maximum', formatBytes(Math.max(...growing.map(({ grownBytes }) => grownBytes)))],
        [
          'JavaScript heap at the end, maximum',
          formatBytes(Math.max(...growing.map(({ lastBytes }) => lastBytes))),
        ],
      ],
      change: {
        what: 'Find what is retained: take heap snapshots before and after a few searches and compare them. Remove listeners, observers and timers together with the view that uses them.',
        kind: 'code',
        snippet:
          "const controller = new AbortController();\nelement.addEventListener('click', use, { signal: controller.signal });\n// when the view is removed: controller.abort(); observer.disconnect();",
      },
      steps: [],
    };
  },
};

/** The heap after each step of a user, from one page load to the next. */
function livesOf(samples: StepSample[]): { heaps: number[] }[] {
  const lives: { heaps: number[] }[] = [];
  for (const ofUser of groupBy(samples, ({ user }) => user).values()) {
    let life: { heaps: number[] } = { heaps: [] };
    for (const { vitals, jsHeapBytes } of ofUser) {
      if (vitals.ttfbMs !== undefined) life = { heaps: [] };
      if (jsHeapBytes === undefined) continue;
      if (life.heaps.length === 0) lives.push(life);
      life.heaps.push(jsHeapBytes);
    }
  }
  return lives;
}

/**
 * How much a heap grew from the first step to the last, by the lowest reading of each quarter, which has the least garbage yet
 * to be collected. Undefined if a quarter is not above the one before, or the growth is small.
 */
function growthOf(heaps: number[]): number | undefined {
  const quarter = heaps.length / 4;
  const lowest = [0, 1, 2, 3].map((index) =>
    Math.min(...heaps.slice(Math.round(index * quarter), Math.round((index + 1) * quarter))),
  );
  const isRising = lowest.every((value, index) => index === 0 || value > (lowest[index - 1] as number));
  // The middles of the first and the last quarter are three quarters of the steps apart.
  const grownBytes = ((lowest[3] as number) - (lowest[0] as number)) / 0.75;
  const isMuch = grownBytes >= LEAST_GROWTH_BYTES && grownBytes >= LEAST_PER_VIEW_BYTES * heaps.length;
  return isRising && isMuch ? grownBytes : undefined;
}

export const browserPageRules: readonly Rule[] = [layoutShift, unsizedImage, leak];

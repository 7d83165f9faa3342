import type { Doubt } from '../sample/sample.ts';

/** What speaks against the end of a step, and what to do about it. */
export const doubtWords: Record<Doubt, string> = {
  'changed again':
    'what it waited for changed again within a second, so it may have ended too early: wait for what appears last, for a skeleton to be gone, or for no condition at all',
  'request open':
    'a request that it caused was still open, so it may have ended too early: wait for its response, or list it in ignoredRequests',
  'nothing followed': 'neither an answer nor a visible change followed its input: check its condition',
  'natives replaced':
    'a script replaced the browser’s clock or observers before Footfall could take them: remove the extension, polyfill or fake timer',
  'input unknown': 'its page was left for another one, which does not know when the user acted',
  'short quiet':
    'think times leave less than 0.3 s to see whether the page goes on changing: give longer think times, a condition, or quietMs',
};

/** With these, the true time is longer than the measured one: a missed budget stays missed. */
export const measuresTooLittle: readonly Doubt[] = [
  'changed again',
  'request open',
  'input unknown',
  'short quiet',
];

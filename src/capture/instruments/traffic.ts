import { CLOCK_STEP_MS } from '../requests/answers.ts';
import type { StepDetails } from '../step-spec.ts';

/**
 * What the page asked for between the input and the settled end, this document's own load included. A request that was still
 * under way when the page was asked has no entry yet.
 *
 * @param resources entries since the step before
 */
export function trafficBetween(
  resources: PerformanceResourceTiming[],
  inputMs: number,
  settledMs: number,
): NonNullable<StepDetails['traffic']> {
  const navigation = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const begun = [...navigation, ...resources].filter(
    ({ startTime }) => startTime >= inputMs - CLOCK_STEP_MS && startTime <= settledMs,
  );
  const traffic: NonNullable<StepDetails['traffic']> = {
    requests: begun.length,
    dataRequests: begun.filter(({ initiatorType }) => dataInitiators.includes(initiatorType)).length,
  };
  if (begun.every(tellsItsSize))
    traffic.transferBytes = begun.reduce((sum, { transferSize }) => sum + transferSize, 0);
  const texts = begun.filter((entry) => isText(entry) && cameWithBothSizes(entry));
  if (texts.length > 0) {
    traffic.encodedTextBytes = texts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    traffic.decodedTextBytes = texts.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0);
  }
  return traffic;
}

/** What scripts ask for, as against pictures and other parts of a page. */
const dataInitiators = ['fetch', 'xmlhttprequest'];

/** What brings text whatever it is called. A style sheet brings fonts and images too, a link icons: there the name decides. */
const textInitiators = ['navigation', 'script', 'fetch', 'xmlhttprequest'];
const textName = /\.(css|js|mjs|json|html?|svg|xml|txt)$/i;

function isText({ initiatorType, name }: PerformanceResourceTiming): boolean {
  return textInitiators.includes(initiatorType) || textName.test(new URL(name).pathname);
}

/** What came out of a cache took no way on which it could have been compressed. */
function cameWithBothSizes(entry: PerformanceResourceTiming): boolean {
  return entry.transferSize > 0 && entry.encodedBodySize > 0 && entry.decodedBodySize > 0;
}

/** An answer of another origin can keep its size to itself; so does a request that was never answered. */
function tellsItsSize({ responseStart }: PerformanceResourceTiming): boolean {
  return responseStart > 0;
}

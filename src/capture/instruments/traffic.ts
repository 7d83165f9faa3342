import { entriesOf } from '../natives.ts';
import { CLOCK_STEP_MS } from '../requests/answers.ts';
import type { StepDetails } from '../step-spec.ts';

/**
 * Requests of the page between the input and the settled end, including this document's own load. A request
 * still in flight when this is called has no entry yet.
 *
 * @param resources entries since the previous step
 */
export function trafficBetween(
  resources: PerformanceResourceTiming[],
  inputMs: number,
  settledMs: number,
): NonNullable<StepDetails['traffic']> {
  const navigation = entriesOf('navigation') as PerformanceNavigationTiming[];
  const begun = [...navigation, ...resources].filter(
    ({ startTime }) => startTime >= inputMs - CLOCK_STEP_MS && startTime <= settledMs,
  );
  const traffic: NonNullable<StepDetails['traffic']> = {
    requests: begun.length,
    dataRequests: begun.filter(({ initiatorType }) => dataInitiators.includes(initiatorType)).length,
  };
  if (begun.every(reportsSize))
    traffic.transferBytes = begun.reduce((sum, { transferSize }) => sum + transferSize, 0);
  const texts = begun.filter((entry) => isText(entry) && hasBothSizes(entry));
  if (texts.length > 0) {
    traffic.encodedTextBytes = texts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    traffic.decodedTextBytes = texts.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0);
  }
  return traffic;
}

/** Data requested by scripts, as opposed to images and other parts of a page. */
const dataInitiators = ['fetch', 'xmlhttprequest'];

/**
 * Initiators that load text, whatever the file name. A style sheet also loads fonts and images, a link icons:
 * for those the file name decides.
 */
const textInitiators = ['navigation', 'script', 'fetch', 'xmlhttprequest'];
const textName = /\.(css|js|mjs|json|html?|svg|xml|txt)$/i;

function isText({ initiatorType, name }: PerformanceResourceTiming): boolean {
  return textInitiators.includes(initiatorType) || textName.test(new URL(name).pathname);
}

/** A cached response was not transferred, so it could not have been compressed. */
function hasBothSizes(entry: PerformanceResourceTiming): boolean {
  return entry.transferSize > 0 && entry.encodedBodySize > 0 && entry.decodedBodySize > 0;
}

/** A cross-origin response can hide its size; a request without a response has none. */
function reportsSize({ responseStart }: PerformanceResourceTiming): boolean {
  return responseStart > 0;
}

import { collapseSpace, isPlain, isWithin, query, queryAll, shownText } from './roots.ts';
import type { Asked, Settled, StepSpec } from './step-spec.ts';

/** The parts of a condition that concern the page's state, not answers or quiet time. */
const statesOf = ({ selector, attribute, text, count, url, gone, changed }: Settled) => [
  selector,
  attribute,
  text,
  count,
  url,
  gone,
  changed,
];

/** Whether the page's state alone can show that a step is done. */
export function speaksOfState(settled: Settled): boolean {
  return statesOf(settled).some((part) => part !== undefined);
}

/** What ends a step: its condition, the page's quiet, or an element that the worker looks for. */
export function endsBy({ settled, isLocated }: StepSpec): 'state' | 'quiet' | 'element' {
  if (isLocated) return 'element';
  return settled.response !== undefined || settled.quietMs !== undefined || !speaksOfState(settled)
    ? 'quiet'
    : 'state';
}

/** The answer that a condition waits for; `undefined` if it waits for none in particular. */
export function askedFor({ response }: Settled): Asked | undefined {
  return typeof response === 'string' ? { url: response } : response;
}

/** Why a condition can never be met; `undefined` if it can. */
export function flawOf(settled: Settled): string | undefined {
  const { selector, attribute, count, changed } = settled;
  const needsSelector = [attribute && 'an attribute', count && 'a count', changed && '"changed"'].find(
    Boolean,
  );
  return selector === undefined && needsSelector
    ? `the settled condition has ${needsSelector} but no selector`
    : undefined;
}

/**
 * Fills in the parts of the condition that come from the page: the clicked link, and the absolute URL. A
 * relative URL would mean something else after a navigation.
 */
export function resolveSettled(settled: Settled, link?: string): Settled {
  const { attribute, url } = settled;
  const resolved = { ...settled };
  if (attribute && !('value' in attribute) && link !== undefined)
    resolved.attribute = { name: attribute.name, value: link };
  const address = typeof url === 'object' ? link : url;
  if (address !== undefined) resolved.url = new URL(address, document.baseURI).href;
  return resolved;
}

/** Whether the page shows the step's result now. */
export function holds(settled: Settled, before?: string): boolean {
  const { selector, attribute, text, count, url, gone, changed } = settled;
  if (url !== undefined && url !== location.href) return false;
  if (gone !== undefined && queryAll(gone).some((element) => element.checkVisibility())) return false;
  if (changed && lookOf(settled) === before) return false;
  if (selector !== undefined && count) {
    const { length } = queryAll(selector);
    if (length < (count.min ?? 0) || length > (count.max ?? Number.POSITIVE_INFINITY)) return false;
    if (!attribute && text === undefined) return true;
  }
  const element = selector === undefined ? document.body : query(selector);
  if (selector !== undefined && !element) return false;
  // If no link was clicked, there is no URL to compare with.
  if (attribute && !('value' in attribute && element?.getAttribute(attribute.name) === attribute.value))
    return false;
  return text === undefined || shows(element, collapseSpace(text));
}

/** What `changed` compares: the texts and links of all that matches. */
export function lookOf({ selector, changed }: Settled): string | undefined {
  if (!changed || selector === undefined) return undefined;
  return JSON.stringify(
    queryAll(selector).map((element) => [
      shownText(element),
      [element, ...element.querySelectorAll('[href], [src]')].map(
        (part) => part.getAttribute('href') ?? part.getAttribute('src'),
      ),
    ]),
  );
}

/** Whether the text is visible in the element. Most changes do not add it: they cost one `textContent` read. */
function shows(element: Element | null | undefined, text: string): boolean {
  if (!element) return false;
  if (isPlain() && !collapseSpace(element.textContent ?? '').includes(text)) return false;
  return shownText(element).includes(text);
}

/** The elements in which a condition sees the result; none if it can be anywhere. */
export function placeOf({ selector, attribute, text }: Settled): Element[] {
  if (selector === undefined) return [];
  const found = queryAll(selector);
  return attribute || text !== undefined ? found.slice(0, 1) : found;
}

/** Whether a request has nothing to do with the result. */
export const isIgnored = ({ ignoredRequests }: Settled, { url }: { url: string }): boolean =>
  ignoredRequests?.some((part) => url.includes(part)) ?? false;

/** Whether what changes in a node can belong to the result. */
export function isRelevant({ within, without }: Settled, node: Node): boolean {
  const isInside = (selector: string) => queryAll(selector).some((element) => isWithin(node, element));
  return (within === undefined || isInside(within)) && (without === undefined || !isInside(without));
}

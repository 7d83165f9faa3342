import type { Settled } from './step-spec.ts';

/** What a condition says about the document as it stands, apart from answers and quietness. */
const statesOf = ({ selector, attribute, text, count, url }: Settled) => [
  selector,
  attribute,
  text,
  count,
  url,
];

/** Whether the document alone can show that a step is done. */
export function speaksOfState(settled: Settled): boolean {
  return statesOf(settled).some((part) => part !== undefined);
}

/** Why a condition can never be met; undefined when it can. */
export function flawOf(settled: Settled): string | undefined {
  const { selector, attribute, count, response, quietMs } = settled;
  if (!speaksOfState(settled) && response === undefined && quietMs === undefined)
    return 'the step does not say when it is settled';
  if (selector === undefined && (attribute || count))
    return `the settled condition has ${attribute ? 'an attribute' : 'a count'} but no selector`;
  return undefined;
}

/**
 * Puts what the condition takes from the page into it: the link that was aimed at, and the full address. A relative
 * address would mean something else once the page has moved.
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

/** Whether the document shows the step's result now. */
export function holds({ selector, attribute, text, count, url }: Settled): boolean {
  if (url !== undefined && url !== location.href) return false;
  if (selector !== undefined && count) {
    const { length } = document.querySelectorAll(selector);
    if (length < (count.min ?? 0) || length > (count.max ?? Number.POSITIVE_INFINITY)) return false;
    if (!attribute && text === undefined) return true;
  }
  const element = selector === undefined ? document.body : document.querySelector(selector);
  if (selector !== undefined && !element) return false;
  // A link that was never aimed at has no address to compare with.
  if (attribute && !('value' in attribute && element?.getAttribute(attribute.name) === attribute.value))
    return false;
  return text === undefined || shows(element, oneBlank(text));
}

/** Whether the text can be seen in the element. Most changes do not bring it: those cost one look at `textContent`. */
function shows(element: Element | null, text: string): boolean {
  if (!element || !oneBlank(element.textContent ?? '').includes(text)) return false;
  if (!element.checkVisibility()) return false;
  // Scripts and styles are never rendered, so what is visible leaves them out too.
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && !node.checkVisibility() ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  let seen = '';
  while (walker.nextNode()) if (walker.currentNode instanceof Text) seen += walker.currentNode.data;
  return oneBlank(seen).includes(text);
}

function oneBlank(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

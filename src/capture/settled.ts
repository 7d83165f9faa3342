import type { Settled } from './step-spec.ts';

/** The parts of a condition that concern the document's state, not responses or quiet time. */
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

/** Why a condition can never be met; `undefined` if it can. */
export function flawOf(settled: Settled): string | undefined {
  const { selector, attribute, count, response, quietMs } = settled;
  if (!speaksOfState(settled) && response === undefined && quietMs === undefined)
    return 'the step has no settled condition';
  if (selector === undefined && (attribute || count))
    return `the settled condition has ${attribute ? 'an attribute' : 'a count'} but no selector`;
  return undefined;
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
  // If no link was clicked, there is no URL to compare with.
  if (attribute && !('value' in attribute && element?.getAttribute(attribute.name) === attribute.value))
    return false;
  return text === undefined || shows(element, collapseSpace(text));
}

/** Whether the text is visible in the element. Most changes do not add it: they cost one `textContent` read. */
function shows(element: Element | null, text: string): boolean {
  if (!element || !collapseSpace(element.textContent ?? '').includes(text)) return false;
  if (!element.checkVisibility()) return false;
  // Scripts and styles are never rendered, so this excludes them too.
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && !node.checkVisibility() ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  let seen = '';
  while (walker.nextNode()) if (walker.currentNode instanceof Text) seen += walker.currentNode.data;
  return collapseSpace(seen).includes(text);
}

function collapseSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

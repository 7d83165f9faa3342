import { collapseSpace, isWithin, queryAll, shadowOf } from './roots.ts';
import type { Aim, StepSpec } from './step-spec.ts';

/** The element that a user is about to click. */
export interface Target {
  element: Element;
  /** The point in its own document, and in the page's viewport. */
  at: Aim;
  aim: Aim;
  /** `href` of the link around the element, as written in the page. */
  link: string | undefined;
}

/**
 * Picks one of the visible matches and scrolls it into view. Returns the reason if it cannot be clicked.
 *
 * @param before what was aimed at in think time: it stays the target while it is there, and what was rendered anew in
 * its place takes its place
 */
export function takeAim(
  { selector, choice }: NonNullable<StepSpec['aim']>,
  before?: Target,
): Target | string {
  const matches = queryAll(selector);
  const candidates = matches.filter((element) => element.checkVisibility());
  const there = before && topmostAt(before.element.ownerDocument, before.at);
  const element =
    candidates.find((candidate) => candidate === before?.element) ??
    (there && candidates.find((candidate) => isWithin(there, candidate))) ??
    candidates[Math.floor(choice * candidates.length)];
  if (!element)
    return matches.length === 0
      ? `nothing matches ${selector}`
      : `none of the ${matches.length} elements that match ${selector} is visible`;
  const aim = aimAt(element);
  if ('over' in aim)
    return aim.over
      ? `something lies over ${selector}: ${describe(aim.over)}`
      : `${selector} cannot be scrolled into view`;
  const { at } = aim;
  return {
    element,
    at,
    aim: inViewport(element, at),
    link: linkOf(element)?.getAttribute('href') ?? undefined,
  };
}

/** Scrolls the element into view if it is not. Returns the middle of its first line, or what covers it. */
function aimAt(element: Element): { at: Aim } | { over: Element | undefined } {
  let over: Element | undefined;
  // A person clicks on what is in view as it is: scrolling makes some lists ignore the pointer for a moment.
  // "nearest" scrolls as little as possible, even inside nested scroll containers; "center" moves the element out
  // from under a sticky header.
  for (const block of [undefined, 'nearest', 'center'] as const) {
    if (block) element.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
    const { left, top, width, height } = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const at = { x: left + width / 2, y: top + height / 2 };
    over = topmostAt(element.ownerDocument, at);
    // A label's or a slot's text belongs to the element that it is shown in.
    if (over && isWithin(over, element)) return { at };
  }
  return { over };
}

/** The innermost element at a point, shadow roots included. */
function topmostAt(root: Document | ShadowRoot, { x, y }: Aim): Element | undefined {
  const element = root.elementFromPoint(x, y);
  const shadow = element && shadowOf(element);
  const inner = shadow && shadow !== root ? topmostAt(shadow, { x, y }) : undefined;
  return inner ?? element ?? undefined;
}

/** A point in a frame, as a point of the page's own viewport. */
function inViewport(element: Element, { x, y }: Aim): Aim {
  const frame = element.ownerDocument.defaultView?.frameElement;
  if (!frame) return { x, y };
  const { left, top } = frame.getBoundingClientRect();
  return inViewport(frame, { x: x + left + frame.clientLeft, y: y + top + frame.clientTop });
}

function linkOf(element: Element): Element | undefined {
  const link = element.closest('a');
  if (link) return link;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? linkOf(root.host) : undefined;
}

function describe(element: Element): string {
  const text = collapseSpace(element.textContent ?? '').slice(0, 40);
  return `<${element.localName}>${text && ` "${text}"`}`;
}

import type { Aim, StepSpec } from './step-spec.ts';

/** The element that a user is about to click. */
export interface Target {
  aim: Aim;
  /** Where the link around the element leads, as the page writes it. */
  link: string | undefined;
}

/** Chooses among the visible matches and scrolls the choice into view; a string tells why it cannot be clicked. */
export function takeAim({ selector, choice }: NonNullable<StepSpec['aim']>): Target | string {
  const candidates = [...document.querySelectorAll<HTMLElement>(selector)].filter((element) =>
    element.checkVisibility(),
  );
  const element = candidates[Math.floor(choice * candidates.length)];
  if (!element) return `nothing to be seen on the page matches ${selector}`;
  const aim = aimAt(element);
  if (!aim) return `something lies over ${selector}`;
  return { aim, link: element.closest('a')?.getAttribute('href') ?? undefined };
}

/** The middle of the element's first line, scrolled into view; undefined when something else lies over it. */
function aimAt(element: HTMLElement): Aim | undefined {
  // "nearest" moves nothing when the element can be seen in full, also inside boxes that scroll by themselves;
  // "center" brings it out from under a header that stays at the edge.
  for (const block of ['nearest', 'center'] as const) {
    element.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
    const { left, top, width, height } = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const aim = { x: left + width / 2, y: top + height / 2 };
    if (element.contains(document.elementFromPoint(aim.x, aim.y))) return aim;
  }
  return undefined;
}

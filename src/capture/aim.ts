import type { Aim, StepSpec } from './step-spec.ts';

/** The element that a user is about to click. */
export interface Target {
  aim: Aim;
  /** `href` of the link around the element, as written in the page. */
  link: string | undefined;
}

/** Picks one of the visible matches and scrolls it into view. Returns the reason if it cannot be clicked. */
export function takeAim({ selector, choice }: NonNullable<StepSpec['aim']>): Target | string {
  const candidates = [...document.querySelectorAll<HTMLElement>(selector)].filter((element) =>
    element.checkVisibility(),
  );
  const element = candidates[Math.floor(choice * candidates.length)];
  if (!element) return `no visible element matches ${selector}`;
  const aim = aimAt(element);
  if (!aim) return `another element covers ${selector}`;
  return { aim, link: element.closest('a')?.getAttribute('href') ?? undefined };
}

/** Scrolls the element into view. Returns the middle of its first line; `undefined` if it is covered. */
function aimAt(element: HTMLElement): Aim | undefined {
  // "nearest" does not scroll if the element is fully visible, even inside nested scroll containers;
  // "center" moves it out from under a sticky header.
  for (const block of ['nearest', 'center'] as const) {
    element.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
    const { left, top, width, height } = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const aim = { x: left + width / 2, y: top + height / 2 };
    if (element.contains(document.elementFromPoint(aim.x, aim.y))) return aim;
  }
  return undefined;
}

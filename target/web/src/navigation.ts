import { hrefOf, type Route, routeOf } from './route.ts';

/** One navigation to a URL. */
export interface Visit {
  route: Route;
  /** The scroll position when the page was last left; 0 for a new page. */
  scrollY: number;
  /** The visited history entry, and whether the visit is a return to it. */
  entry: number;
  isReturn: boolean;
  /** The browser itself loaded this URL, so the focus is already correct. */
  isFirst: boolean;
}

type OnVisit = (visit: Visit) => void;

const scrollYOfEntry = new Map<number, number>();
let onVisit: OnVisit = () => {};
let entry = 0;
let shownHref = '';

/** Handles links, back and forward, and reports every visit, starting with the current one. */
export function startNavigation(listener: OnVisit): void {
  onVisit = listener;
  history.scrollRestoration = 'manual';
  document.addEventListener('click', followLink);
  window.addEventListener('popstate', returnToEntry);

  entry = entryNumber(history.state);
  const route = routeOf(new URL(location.href));
  shownHref = hrefOf(route);
  if (shownHref !== location.pathname + location.search) {
    history.replaceState(history.state, '', shownHref + location.hash);
  }
  onVisit({ route, scrollY: 0, entry, isReturn: false, isFirst: true });
}

/** Navigates to a URL of this site without reloading the document. */
export function navigate(href: string): void {
  const route = routeOf(new URL(href, location.href));
  const nextHref = hrefOf(route);
  if (nextHref !== shownHref) {
    scrollYOfEntry.set(entry, window.scrollY);
    entry += 1;
    scrollYOfEntry.delete(entry);
    history.pushState({ entry }, '', nextHref);
    shownHref = nextHref;
  }
  onVisit({ route, scrollY: 0, entry, isReturn: false, isFirst: false });
}

function followLink(event: MouseEvent): void {
  const isPlainClick =
    event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!isPlainClick || event.defaultPrevented || !(event.target instanceof Element)) return;
  const link = event.target.closest('a');
  if (link === null || link.target !== '' || link.origin !== location.origin || isSkipLink(link)) return;
  event.preventDefault();
  navigate(link.href);
}

function isSkipLink(link: HTMLAnchorElement): boolean {
  return link.hash !== '' && link.pathname === location.pathname && link.search === location.search;
}

function returnToEntry(event: PopStateEvent): void {
  const route = routeOf(new URL(location.href));
  const nextHref = hrefOf(route);
  // A jump within the page, for example by the skip link, also fires popstate.
  if (nextHref === shownHref) return;
  scrollYOfEntry.set(entry, window.scrollY);
  entry = entryNumber(event.state);
  shownHref = nextHref;
  onVisit({ route, scrollY: scrollYOfEntry.get(entry) ?? 0, entry, isReturn: true, isFirst: false });
}

function entryNumber(state: unknown): number {
  const isNumbered = typeof state === 'object' && state !== null && 'entry' in state;
  return isNumbered && typeof state.entry === 'number' ? state.entry : 0;
}

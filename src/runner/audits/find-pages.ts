import type { AuditedPage } from '../../sample/audited-pages.ts';
import { messageOf } from '../../user/step.ts';
import type { Walker } from './walk.ts';

/** An address of each page, or why there is none. */
export type FoundPages = Record<
  AuditedPage,
  { url: string; missing?: never } | { missing: string; url?: never }
>;

/**
 * Finds the addresses of the pages by going there: from home over a search to its first result. Lighthouse opens pages by address
 * alone, so one that shares its address with the page before it cannot be looked at.
 */
export async function findPages(walker: Walker): Promise<FoundPages> {
  const steps: [AuditedPage, () => Promise<void>][] = [
    ['home', walker.goHome],
    ['results', walker.search],
    ['document', walker.openFirstResult],
  ];
  const found: Partial<FoundPages> = {};
  let before: { page: AuditedPage; url: string } | undefined;
  let lost: AuditedPage | undefined;
  for (const [page, go] of steps) {
    if (lost) {
      found[page] = { missing: `not reached, since the ${lost} page was not` };
      continue;
    }
    try {
      await go();
    } catch (error) {
      lost = page;
      found[page] = {
        missing: `not reached: ${messageOf(error)}; the way there stands in fixtures/search-page.ts`,
      };
      continue;
    }
    const url = walker.page.url();
    found[page] =
      url === before?.url
        ? { missing: `it has no address of its own: it shows at ${url}, as the ${before.page} page does` }
        : { url };
    before = { page, url };
  }
  return found as FoundPages;
}

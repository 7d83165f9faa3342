import { type AuditedPage, auditedPages } from '../../sample/audited-pages.ts';
import { messageOf } from '../../user/step.ts';
import type { Walker } from './walk.ts';

/** An address of each page, or why there is none. */
export type FoundPages = Record<
  AuditedPage,
  { url: string; missing?: never } | { missing: string; url?: never }
>;

/**
 * Finds the addresses of the pages by going there: the home page, then the journey over the audited pages, whose steps have the
 * pages' names. Lighthouse opens pages by address alone, so it cannot audit one that shares its address with the page before it.
 */
export async function findPages(walker: Walker): Promise<FoundPages> {
  const found: Partial<FoundPages> = {};
  let before: { page: AuditedPage; url: string } | undefined;
  let lost: AuditedPage | undefined;

  const arrive = (page: AuditedPage) => {
    const url = walker.page.url();
    found[page] =
      url === before?.url
        ? { missing: `it has no address of its own: it shows at ${url}, as the ${before.page} page does` }
        : { url };
    before = { page, url };
  };
  const reach = async (page: AuditedPage, go: () => Promise<void>) => {
    try {
      await go();
    } catch (error) {
      lost = page;
      found[page] = { missing: `not reached: ${messageOf(error)}` };
      throw error;
    }
    arrive(page);
  };

  try {
    await reach('home', () => walker.goHome());
    await walker.walk((step, take) => (isPage(step) ? reach(step, take) : take()));
  } catch (error) {
    // A step between two pages failed.
    if (lost === undefined) {
      const next = auditedPages.find((page) => !found[page]);
      if (next) found[next] = { missing: `not reached: ${messageOf(error)}` };
      lost = next;
    }
  }
  for (const page of auditedPages) {
    found[page] ??= {
      missing: lost
        ? `not reached, since the ${lost} page was not`
        : `no step “${page}” leads there; auditedJourney in footfallConfig() names the journey over the audited pages`,
    };
  }
  return found as FoundPages;
}

function isPage(step: string): step is AuditedPage {
  return (auditedPages as readonly string[]).includes(step);
}

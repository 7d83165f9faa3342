import type { AnsweredStep } from './evidence.ts';

/**
 * A URL as the page would write it: without its origin if that is known to be the page's own. Characters that would end an HTML
 * attribute are removed.
 *
 * @param steps of the page
 */
export function pathOf(url: string, steps: AnsweredStep[]): string {
  const page = steps.find(({ sample }) => sample.request?.matchedBy === 'navigation')?.sample.request?.url;
  const origin = /^[a-z]+:\/\/[^/]*/i;
  const own = page && origin.exec(page)?.[0];
  const path = own !== undefined && origin.exec(url)?.[0] === own ? url.slice(own.length) : url;
  return path.replace(/["<>]/g, '');
}

import type { Settled } from './step-spec.ts';

/** Whether the document shows the step's result now. `link` is the address that was aimed at. */
export function holds(settled: Settled, link: string | undefined): boolean {
  const element = document.querySelector(settled.selector);
  if (!element) return false;
  if (!settled.attribute) return true;
  const wanted = 'value' in settled.attribute ? settled.attribute.value : link;
  return element.getAttribute(settled.attribute.name) === wanted;
}

/** Calls `check` after every batch of DOM mutations until it returns true. Returns a function that stops it. */
export function watchMutations(check: () => boolean): () => void {
  const observer = new MutationObserver(() => {
    if (check()) observer.disconnect();
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  return () => observer.disconnect();
}

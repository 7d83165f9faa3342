import type { Settled } from './step-spec.ts';

/** Whether the document shows the step's result now. `link` is the address that was aimed at. */
export function holds(settled: Settled, link: string | undefined): boolean {
  if (settled.url !== undefined && settled.url !== location.pathname + location.search) return false;
  const element = document.querySelector(settled.selector);
  if (!element) return false;
  if (settled.attribute) {
    const wanted = 'value' in settled.attribute ? settled.attribute.value : link;
    if (element.getAttribute(settled.attribute.name) !== wanted) return false;
  }
  return settled.text === undefined || (element.textContent ?? '').includes(settled.text);
}

/** Calls `check` after every batch of DOM mutations until it returns true. Returns a function that stops it. */
export function watchMutations(check: () => boolean): () => void {
  const observer = new MutationObserver(() => {
    if (check()) observer.disconnect();
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  return () => observer.disconnect();
}

/** Chromium only: https://developer.mozilla.org/docs/Web/API/Performance/memory */
interface PerformanceWithMemory extends Performance {
  memory?: { usedJSHeapSize: number };
}

/**
 * JavaScript heap in use, in bytes; exact only if the browser was started with
 * `--enable-precise-memory-info`.
 */
export function usedHeapBytes(): number | undefined {
  return (performance as PerformanceWithMemory).memory?.usedJSHeapSize;
}

/**
 * Functions of the browser, taken when this script is installed: before any script of the product, which may
 * replace them later (polyfills, zone.js, fake timers). The page's clock uses no other ones.
 */
export const {
  MutationObserver: NativeMutationObserver,
  PerformanceObserver: NativePerformanceObserver,
  MessageChannel: NativeMessageChannel,
} = window;

const { performance, setTimeout, clearTimeout, requestAnimationFrame } = window;
const { now, getEntriesByType } = performance;
const { addEventListener } = EventTarget.prototype;

/** Epoch milliseconds at which this document's own timestamps begin. */
export const { timeOrigin } = performance;

/** Milliseconds since `timeOrigin`. */
export const nowMs = (): number => now.call(performance);

export const entriesOf = (type: string): PerformanceEntryList => getEntriesByType.call(performance, type);

export const startTimer = (act: () => void, ms: number): number =>
  (setTimeout as (act: () => void, ms: number) => number).call(window, act, ms);

export const stopTimer = (timer: number | undefined): void => clearTimeout.call(window, timer);

export const onNextFrame = (act: () => void): void => void requestAnimationFrame.call(window, act);

export function listen(
  target: EventTarget,
  type: string,
  heard: (event: Event) => void,
  options?: AddEventListenerOptions,
): void {
  addEventListener.call(target, type, heard, options);
}

/** Functions that a script replaced before this one was installed: with them, no time can be trusted. */
export function replacedNatives(): string[] {
  const used = {
    'performance.now': now,
    MutationObserver: NativeMutationObserver,
    PerformanceObserver: NativePerformanceObserver,
    MessageChannel: NativeMessageChannel,
    setTimeout,
    clearTimeout,
    requestAnimationFrame,
    addEventListener,
  };
  return Object.entries(used).flatMap(([name, native]) => (isNative(native) ? [] : [name]));
}

function isNative(candidate: unknown): boolean {
  return (
    typeof candidate === 'function' && Function.prototype.toString.call(candidate).includes('[native code]')
  );
}

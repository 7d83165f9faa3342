let next: Promise<number> | undefined;

/**
 * Resolves with `performance.now()` in the first task after the next animation frame: by then, the frame that
 * shows the latest DOM changes has been handed to the compositor. In trials, this was within −1…+9 ms of
 * presentation. All callers before that frame share one callback.
 */
export function afterNextFrame(): Promise<number> {
  next ??= new Promise((resolve) => {
    requestAnimationFrame(() => {
      next = undefined;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(undefined);
    });
  });
  return next;
}

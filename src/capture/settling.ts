import { afterNextFrame } from './frame.ts';
import { watchAnswer } from './requests/answers.ts';
import { holds } from './settled.ts';
import type { Settled } from './step-spec.ts';

/** A possible end of a step, and the frame that shows it. */
export interface Moment {
  atMs: number;
  frame: Promise<number>;
}

/** How long the document must not change after a response, unless the condition sets `quietMs`. */
const QUIET_MS = 100;

/** From when on a page can show the end of a step. */
export interface Beginning {
  /** When the page began to react to the input: earlier requests cannot be for its result. */
  inputMs: number;
  /** The step loaded this document, so it may already show the result. */
  loaded: boolean;
}

/** Checks for the end of a step on each page change; calls `onEnd` once. No polling. Returns a stop function. */
export function watchSettling(
  settled: Settled,
  beginning: Beginning,
  onEnd: (end: Moment) => void,
): () => void {
  return settled.response === undefined && settled.quietMs === undefined
    ? watchForState(settled, beginning, onEnd)
    : watchForQuiet(settled, beginning, onEnd);
}

/** The end is the change that makes the condition hold. */
function watchForState(settled: Settled, { loaded }: Beginning, onEnd: (end: Moment) => void): () => void {
  const check = () => {
    if (!holds(settled)) return;
    stop();
    onEnd(momentOf(performance.now()));
  };
  const stop = watchChanges(settled, check);
  if (loaded) check();
  return stop;
}

/** The end is the last change before the document is quiet, or the response if nothing changed after it. */
function watchForQuiet(
  settled: Settled,
  { inputMs, loaded }: Beginning,
  onEnd: (end: Moment) => void,
): () => void {
  const { response, quietMs = QUIET_MS } = settled;
  let change: Moment | undefined;
  let answer: Moment | undefined;
  let quietSinceMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const changed = () => {
    change = momentOf(performance.now());
    restartWait();
  };
  const stopChanges = watchChanges(settled, changed);
  const stopAnswer =
    response === undefined
      ? undefined
      : watchAnswer(response, inputMs, (responseEndMs) => {
          answer = momentOf(responseEndMs);
          restartWait();
        });

  function restartWait() {
    if (response !== undefined && !answer) return;
    quietSinceMs = performance.now();
    timer ??= setTimeout(check, quietMs);
  }

  function check() {
    const remainingMs = quietSinceMs + quietMs - performance.now();
    timer = remainingMs > 0 ? setTimeout(check, remainingMs) : undefined;
    if (timer !== undefined || !holds(settled)) return;
    const end = change && (!answer || change.atMs >= answer.atMs) ? change : answer;
    if (!end) return;
    stop();
    onEnd(end);
  }

  function stop() {
    stopChanges();
    stopAnswer?.();
    clearTimeout(timer);
  }

  if (loaded) changed();
  return stop;
}

/** Calls back after every batch of DOM mutations and, if the condition has a URL, after every URL change. */
function watchChanges({ url }: Settled, changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  if (url !== undefined) navigation.addEventListener('currententrychange', changed);
  return () => {
    observer.disconnect();
    if (url !== undefined) navigation.removeEventListener('currententrychange', changed);
  };
}

function momentOf(atMs: number): Moment {
  return { atMs, frame: afterNextFrame() };
}

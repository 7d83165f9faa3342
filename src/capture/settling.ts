import { afterNextFrame } from './frame.ts';
import { watchAnswer } from './requests/answers.ts';
import { holds } from './settled.ts';
import type { Settled } from './step-spec.ts';

/** A moment that can be the end of a step, and the frame that shows it. */
export interface Moment {
  atMs: number;
  frame: Promise<number>;
}

/** How long the document must rest after an answer unless the condition says. */
const QUIET_MS = 100;

/** From where on a page can show the end of a step. */
export interface Beginning {
  /** When the page began to react to the input: what was asked before cannot be its answer. */
  inputMs: number;
  /** The document came with the step: it may show the result already. */
  loaded: boolean;
}

/** Looks for the end of a step whenever the page has changed: nothing polls. Tells it once. Returns a function that stops it. */
export function watchSettling(
  settled: Settled,
  beginning: Beginning,
  tell: (end: Moment) => void,
): () => void {
  return settled.response === undefined && settled.quietMs === undefined
    ? watchForState(settled, beginning, tell)
    : watchForQuiet(settled, beginning, tell);
}

/** The end is the change that makes the condition hold. */
function watchForState(settled: Settled, { loaded }: Beginning, tell: (end: Moment) => void): () => void {
  const check = () => {
    if (!holds(settled)) return;
    stop();
    tell(momentOf(performance.now()));
  };
  const stop = watchChanges(settled, check);
  if (loaded) check();
  return stop;
}

/** The end is the last change before the document rests, or the answer when nothing changed after it. */
function watchForQuiet(
  settled: Settled,
  { inputMs, loaded }: Beginning,
  tell: (end: Moment) => void,
): () => void {
  const { response, quietMs = QUIET_MS } = settled;
  let change: Moment | undefined;
  let answer: Moment | undefined;
  let restsSinceMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const changed = () => {
    change = momentOf(performance.now());
    rest();
  };
  const stopChanges = watchChanges(settled, changed);
  const stopAnswer =
    response === undefined
      ? undefined
      : watchAnswer(response, inputMs, (responseEndMs) => {
          answer = momentOf(responseEndMs);
          rest();
        });

  function rest() {
    if (response !== undefined && !answer) return;
    restsSinceMs = performance.now();
    timer ??= setTimeout(check, quietMs);
  }

  function check() {
    const remainingMs = restsSinceMs + quietMs - performance.now();
    timer = remainingMs > 0 ? setTimeout(check, remainingMs) : undefined;
    if (timer !== undefined || !holds(settled)) return;
    const end = change && (!answer || change.atMs >= answer.atMs) ? change : answer;
    if (!end) return;
    stop();
    tell(end);
  }

  function stop() {
    stopChanges();
    stopAnswer?.();
    clearTimeout(timer);
  }

  if (loaded) changed();
  return stop;
}

/** Calls back after every batch of DOM mutations and, when the address matters, every change of it. */
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

import type { Change, Changes } from './changes.ts';
import { elementOf, touches } from './changes.ts';
import { afterNextFrame } from './frame.ts';
import { shortSelector } from './instruments/short-selector.ts';
import { nowMs, startTimer, stopTimer } from './natives.ts';
import type { SentRequests } from './requests/sent-requests.ts';
import { askedFor, holds, isIgnored, isRelevant, lookOf, placeOf, speaksOfState } from './settled.ts';
import type { Settled } from './step-spec.ts';

/** The end of a step, and the frame that shows it. */
export interface Moment {
  atMs: number;
  frame: Promise<number>;
}

export interface Beginning {
  /** From when on a request can be for the step's result: when the page began to react to the input. */
  fromMs: number;
  /** The step loaded this document, so it may already show the result. */
  loaded: boolean;
}

/** What a step waits for. */
export interface Settling {
  stop(): void;
  /** What is still missing, in words. */
  pending(): string;
  /** Whether it is missing because the condition does not fit the page, not because the product did not answer. */
  isModelsFault(): boolean;
}

export interface Page {
  changes: Changes;
  sent: SentRequests;
  /** Calls back after each change of the page's address. */
  followAddress(onChange: () => void): void;
}

/**
 * Waits for the end of a step, checking at each change, answer and change of address, never by polling. Calls
 * `onEnd` once.
 *
 * A condition on the page's state ends the step when it comes to hold. In all other cases, the end is known only
 * afterwards, when the page has been quiet: it was the last visible change.
 *
 * @param waitsFor `element` is one that the worker looks for: it ends the step
 */
export function watchSettling(
  settled: Settled & { quietMs: number },
  waitsFor: 'state' | 'quiet' | 'element',
  beginning: Beginning,
  page: Page,
  onEnd: (end: Moment) => void,
): Settling {
  if (waitsFor === 'element') return keepChanges(beginning, page);
  // A state that holds already must come about anew: the last key of several finds what the key before brought.
  const heldBefore = !beginning.loaded && speaksOfState(settled) && holds(settled);
  return waitsFor === 'quiet' || heldBefore
    ? watchForQuiet(settled, heldBefore, beginning, page, onEnd)
    : watchForState(settled, beginning, page, onEnd);
}

function keepChanges({ loaded }: Beginning, { changes, sent, followAddress }: Page): Settling {
  changes.follow(() => {}, loaded);
  sent.follow(() => {});
  followAddress(() => {});
  return {
    stop: () => {},
    pending: () => 'what its locator looks for was not shown',
    isModelsFault: () => false,
  };
}

function watchForState(
  settled: Settled,
  { loaded }: Beginning,
  { changes, sent, followAddress }: Page,
  onEnd: (end: Moment) => void,
): Settling {
  const before = lookOf(settled);
  let isOver = false;
  const check = (change?: Change) => {
    if (isOver || !(change?.foreign ? isThere(settled, change) : holds(settled, before))) return;
    isOver = true;
    onEnd(change ? momentOf(change) : { atMs: nowMs(), frame: afterNextFrame() });
  };
  changes.follow(check, loaded);
  followAddress(() => check());
  sent.follow(() => {});
  // The document may have shown the result before anybody asked: then it was the last change of its place.
  if (loaded) {
    const place = placeOf(settled);
    check(changes.all().findLast((change) => place.length === 0 || touches(change, place)));
  }
  return {
    stop: () => {
      isOver = true;
    },
    pending: () => 'the page did not show the expected result',
    isModelsFault: () => false,
  };
}

function watchForQuiet(
  settled: Settled & { quietMs: number },
  heldBefore: boolean,
  { fromMs, loaded }: Beginning,
  { changes, sent, followAddress }: Page,
  onEnd: (end: Moment) => void,
): Settling {
  const { quietMs } = settled;
  const asked = askedFor(settled);
  const before = lookOf(settled);
  let quietFromMs = nowMs();
  let timer: number | undefined;
  let isOver = false;
  /** The last answer, with its frame, in case that nothing changes after it. */
  let answer: Moment | undefined;

  const restart = () => {
    quietFromMs = nowMs();
    if (!isOver) timer ??= startTimer(check, quietMs);
  };
  const matters = ({ foreign, marks }: Change) =>
    foreign !== undefined || marks.some(({ node }) => isRelevant(settled, node));
  // Which changes matter is asked when the page seems quiet: nothing is looked up while the step is timed.
  changes.follow(() => {
    if (!isOver) timer ??= startTimer(check, quietMs);
  }, loaded);
  followAddress(restart);
  sent.follow(() => {
    // Without a condition, any answer will do if nothing visible followed.
    const answeredMs = sent.answeredMs(fromMs, asked ?? {});
    if (answeredMs !== undefined && answeredMs !== answer?.atMs)
      answer = { atMs: answeredMs, frame: afterNextFrame() };
    restart();
  });
  restart();

  const openRequests = () => sent.open(fromMs, asked).filter((request) => !isIgnored(settled, request));

  const isMet = () => holds(settled, before) || changes.all().some((change) => isThere(settled, change));

  function lastVisible(): Change | undefined {
    const place = heldBefore ? placeOf(settled) : [];
    return changes
      .all()
      .findLast(
        (change) =>
          (place.length === 0 || touches(change, place)) &&
          changes.isVisible(change, (node) => isRelevant(settled, node)),
      );
  }

  function check() {
    timer = undefined;
    if (isOver) return;
    const changedMs = changes.all().findLast(matters)?.atMs ?? 0;
    const remainingMs = Math.max(quietFromMs, changedMs) + quietMs - nowMs();
    if (remainingMs > 0) {
      timer = startTimer(check, remainingMs);
      return;
    }
    if (changes.isMoving((node) => isRelevant(settled, node))) {
      timer = startTimer(check, quietMs);
      return;
    }
    // Each of these is looked at again when something changes or is answered.
    if (openRequests().length > 0 || (asked && !answer) || !isMet()) return;
    const change = lastVisible();
    const isLast = change && !(asked && answer && change.atMs < answer.atMs);
    const end = isLast ? momentOf(change) : answer;
    if (!end) return;
    isOver = true;
    onEnd(end);
  }

  return {
    stop() {
      isOver = true;
      stopTimer(timer);
    },
    pending() {
      const [open] = openRequests();
      if (open) return `${open.method} ${open.url.split('?')[0]} was not answered`;
      if (asked && !answer) return 'no request that was waited for was answered';
      if (!isMet()) return 'the page did not show the expected result';
      const moving = changes.all().findLast(matters);
      return moving && nowMs() - moving.atMs < quietMs
        ? `the page did not come to rest${restlessPlace(moving)}`
        : 'nothing visible followed the input';
    },
    isModelsFault: () =>
      openRequests().length === 0 && !(asked && !answer) && isMet() && changes.all().length > 0,
  };
}

/** What goes on changing, in words. */
function restlessPlace({ marks }: Change): string {
  const place = marks.map(({ node }) => elementOf(node)).find((element) => element !== undefined);
  return place
    ? `: ${shortSelector(place)} goes on changing; if that is no result, name it in \`without\``
    : '';
}

/** Whether the condition held in a frame of another origin; the address is the page's own. */
const isThere = ({ url }: Settled, { foreign }: Change): boolean =>
  foreign?.holds === true && (url === undefined || url === location.href);

export function momentOf({ atMs, frame }: Change): Moment {
  return { atMs, frame: frame ?? afterNextFrame() };
}

import { watchContentfulPaints } from './contentful-paint.ts';
import { watchErrors } from './errors.ts';
import { afterNextFrame } from './frame.ts';
import { watchRequests } from './requests.ts';
import { holds, watchMutations } from './settled.ts';
import type { Aim, Armed, PageClock, StepDetails, StepEnd, StepSpec } from './step-spec.ts';
import { watchVitals } from './vitals.ts';

/**
 * The page's clock. It runs before every script of the product, in the top frame of every document.
 *
 * The input's time is the event's own `timeStamp`; the result is looked for when the DOM changes, never by polling.
 * A step that leaves the document (a page load) is carried over in `sessionStorage` and ends in the next one.
 */

const CARRIED = '__footfall';
const MAX_REFUSAL_CHARACTERS = 200;

/** A step under way. Stamps count from this document's time origin; one carried over has a negative input. */
interface StepInFlight {
  spec: StepSpec;
  link: string | undefined;
  loaded: boolean;
  /** The first input of the step: of several keys, the first. */
  firstInputMs?: number;
  /** The input that counts: of several keys, the last. */
  inputMs?: number;
  settledMs?: number;
  frameMs?: number;
  end: Promise<StepEnd>;
  resolve: (end: StepEnd) => void;
  stop: () => void;
  timer?: ReturnType<typeof setTimeout>;
}

function install(): PageClock {
  const contentfulPaints = watchContentfulPaints();
  const vitals = watchVitals();
  const requests = watchRequests();
  const errors = watchErrors();
  let step: StepInFlight | undefined;

  const epoch = (ms: number) => performance.timeOrigin + ms;

  function begin(spec: StepSpec, link: string | undefined, loaded: boolean): StepInFlight {
    let resolve: (end: StepEnd) => void = () => {};
    const end = new Promise<StepEnd>((fulfil) => {
      resolve = fulfil;
    });
    requests.begin(spec.id);
    errors.clear();
    return { spec, link, loaded, end, resolve, stop: () => {} };
  }

  function input(current: StepInFlight, atMs: number) {
    const isFirst = current.inputMs === undefined;
    current.inputMs = atMs;
    // Of several keys each starts the wait anew.
    clearTimeout(current.timer);
    current.timer = setTimeout(() => giveUp(current), current.spec.timeoutMs);
    if (!isFirst) return;
    current.firstInputMs = atMs;
    current.stop = watchMutations(() => check(current));
  }

  function stop(current: StepInFlight) {
    current.stop();
    clearTimeout(current.timer);
  }

  function check(current: StepInFlight): boolean {
    if (!holds(current.spec.settled, current.link)) return false;
    const settledMs = performance.now();
    current.settledMs = settledMs;
    stop(current);
    requests.end();
    afterNextFrame().then((frameMs) => {
      current.frameMs = frameMs;
      const stamps = {
        inputAt: epoch(current.inputMs as number),
        settledAt: epoch(settledMs),
        frameAt: epoch(frameMs),
      };
      const refusal = current.spec.refused ? document.querySelector(current.spec.refused) : null;
      current.resolve(
        refusal
          ? {
              status: 'refused',
              message: (refusal.textContent ?? '')
                .replace(/\s+/g, ' ')
                .trim()
                .slice(0, MAX_REFUSAL_CHARACTERS),
              ...stamps,
            }
          : { status: 'settled', ...stamps },
      );
    });
    return true;
  }

  function giveUp(current: StepInFlight) {
    stop(current);
    requests.end();
    const givenUpAt = epoch(performance.now());
    current.resolve(
      current.inputMs === undefined
        ? { status: 'timeout', givenUpAt }
        : { status: 'timeout', inputAt: epoch(current.inputMs), givenUpAt },
    );
  }

  function listen(type: 'keydown' | 'beforeinput' | 'click', startsWith: StepSpec['startsWith']) {
    const take = (event: Event) => {
      if (!step || step.settledMs !== undefined || !event.isTrusted || step.spec.startsWith !== startsWith)
        return;
      // A letter that no key makes (é on some keyboards) is put in without a keydown.
      const alreadyCounted = type === 'beforeinput' && keyIsDown;
      keyIsDown = type === 'keydown';
      if (!alreadyCounted) input(step, event.timeStamp);
    };
    addEventListener(type, take, { capture: true, passive: true });
  }
  let keyIsDown = false;
  listen('keydown', 'keydown');
  listen('beforeinput', 'keydown');
  listen('click', 'click');

  addEventListener('pagehide', () => {
    if (!step || step.settledMs !== undefined) return;
    const inputAt = step.inputMs === undefined ? undefined : epoch(step.inputMs);
    storage((session) =>
      session.setItem(CARRIED, JSON.stringify({ spec: step?.spec, link: step?.link, inputAt })),
    );
  });

  function takeOver(spec: StepSpec, link?: string, inputAt?: number) {
    step = begin(spec, link, true);
    input(step, inputAt === undefined ? 0 : inputAt - performance.timeOrigin);
    check(step);
  }

  const carried = storage((session) => {
    const item = session.getItem(CARRIED);
    session.removeItem(CARRIED);
    return item;
  });
  if (carried) {
    const { spec, link, inputAt } = JSON.parse(carried) as {
      spec: StepSpec;
      link?: string;
      inputAt?: number;
    };
    takeOver(spec, link, inputAt);
  }

  return {
    arm(spec): Armed {
      // What went before must not be told again, should this step be impossible.
      step = undefined;
      errors.clear();
      const { aim } = spec;
      const candidates = aim
        ? [...document.querySelectorAll<HTMLElement>(aim.selector)].filter((element) =>
            element.checkVisibility(),
          )
        : [];
      const target = aim && candidates[Math.floor(aim.choice * candidates.length)];
      if (aim && !target)
        return { status: 'impossible', what: `nothing to be seen on the page matches ${aim.selector}` };
      const link = target?.closest('a')?.getAttribute('href') ?? undefined;
      const point = target && aimAt(target);
      if (target && !point) return { status: 'impossible', what: `something lies over ${aim?.selector}` };
      // A page load starts from a new document, so what this one shows says nothing about it.
      if (spec.startsWith !== 'navigation' && holds(spec.settled, link)) {
        return {
          status: 'impossible',
          what: 'the page shows the expected result before the input, so the answer could not be told from it',
        };
      }
      contentfulPaints.clear();
      vitals.clear();
      step = begin(spec, link, false);
      return point ? { status: 'armed', aim: point } : { status: 'armed' };
    },
    ended(spec) {
      if (step?.spec.id !== spec.id) takeOver(spec);
      return (step as StepInFlight).end;
    },
    back() {
      if (step) input(step, performance.now());
      history.back();
    },
    details(): StepDetails {
      if (!step || step.inputMs === undefined) return { vitals: {}, errors: errors.all() };
      const { inputMs, firstInputMs, settledMs, frameMs, loaded } = step;
      const details: StepDetails = {
        vitals: vitals.since(firstInputMs ?? inputMs, loaded),
        errors: errors.all(),
      };
      if (settledMs === undefined || frameMs === undefined) return details;
      const paint = contentfulPaints.between(firstInputMs ?? inputMs, settledMs, frameMs);
      if (paint?.paintTime !== undefined) details.contentfulMs = paint.paintTime - inputMs;
      if (paint?.presentationTime !== undefined) details.presentationMs = paint.presentationTime - inputMs;
      const request = requests.behind(inputMs, settledMs, loaded);
      if (request) details.request = request;
      return details;
    },
  };
}

/** An opaque origin (about:blank, an error page) has no storage, and no step to carry. */
function storage<Value>(use: (session: Storage) => Value): Value | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}

/** The middle of the element's first line, scrolled into view; undefined when something else lies over it. */
function aimAt(element: HTMLElement): Aim | undefined {
  // "nearest" moves nothing when the element can be seen in full, also inside boxes that scroll by themselves;
  // "center" brings it out from under a header that stays at the edge.
  for (const block of ['nearest', 'center'] as const) {
    element.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
    const { left, top, width, height } = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const aim = { x: left + width / 2, y: top + height / 2 };
    if (element.contains(document.elementFromPoint(aim.x, aim.y))) return aim;
  }
  return undefined;
}

if (window === window.top) {
  Object.defineProperty(window, '__footfall', { value: install(), configurable: false });
}

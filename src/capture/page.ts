import { takeAim } from './aim.ts';
import { type CarriedStep, carryOver, takeCarried } from './carried-step.ts';
import { watchInputs } from './inputs.ts';
import { watchWithInstruments, withoutInstruments } from './instruments/instruments.ts';
import { flawOf, holds, resolveSettled, speaksOfState } from './settled.ts';
import { type Moment, watchSettling } from './settling.ts';
import type { Armed, PageClock, StepEnd, StepSpec } from './step-spec.ts';
import type { StepWindow } from './step-window.ts';

/**
 * The page's clock. It runs before every script of the product, in the top frame of every document.
 *
 * The input's time is the event's own `timeStamp`; the result is checked when the page changes, never by
 * polling. A step that leaves the document (a page load) is carried over in `sessionStorage` and ends in the
 * next document.
 */

/** Filled in when the script is bundled. */
declare const INSTRUMENTS: boolean;

const MAX_REFUSAL_CHARACTERS = 200;

/** When the user acted and when the page began to react, relative to this document's time origin. */
interface Input {
  /** Negative for a step that was carried over. */
  atMs: number;
  /** Only set for events: other inputs do not wait for the page. */
  delayMs?: number | undefined;
}

/** A step in progress. */
interface StepInFlight {
  spec: StepSpec;
  /** The step loaded this document. */
  loaded: boolean;
  firstInputMs?: number;
  input?: Input;
  /** Settled or given up: the step no longer changes. */
  over: boolean;
  painted?: StepWindow['end'];
  end: Promise<StepEnd>;
  resolve: (end: StepEnd) => void;
  stop: () => void;
  timer?: ReturnType<typeof setTimeout>;
}

function install(): PageClock {
  const instruments = INSTRUMENTS ? watchWithInstruments() : withoutInstruments();
  let step: StepInFlight | undefined;

  const epoch = (ms: number) => performance.timeOrigin + ms;

  function begin(spec: StepSpec, loaded: boolean): StepInFlight {
    let resolve: (end: StepEnd) => void = () => {};
    const end = new Promise<StepEnd>((fulfil) => {
      resolve = fulfil;
    });
    instruments.begin(spec);
    return { spec, loaded, over: false, end, resolve, stop: () => {} };
  }

  function take(current: StepInFlight, input: Input) {
    current.input = input;
    current.firstInputMs ??= input.atMs;
    instruments.input();
    // Each further key restarts the wait.
    current.stop();
    clearTimeout(current.timer);
    current.timer = setTimeout(() => giveUp(current), current.spec.timeoutMs);
    const beginning = { inputMs: input.atMs + (input.delayMs ?? 0), loaded: current.loaded };
    current.stop = watchSettling(current.spec.settled, beginning, (moment) => finish(current, input, moment));
  }

  function close(current: StepInFlight) {
    current.over = true;
    clearTimeout(current.timer);
    instruments.end();
  }

  async function finish(current: StepInFlight, input: Input, { atMs, frame }: Moment) {
    close(current);
    const frameMs = await frame;
    current.painted = { settledMs: atMs, frameMs };
    const stamps = { inputAt: epoch(input.atMs), settledAt: epoch(atMs), frameAt: epoch(frameMs) };
    const refusal = current.spec.refused ? document.querySelector(current.spec.refused) : null;
    current.resolve(
      refusal
        ? { status: 'refused', message: messageOf(refusal), ...stamps }
        : { status: 'settled', ...stamps },
    );
  }

  function giveUp(current: StepInFlight) {
    current.stop();
    close(current);
    const givenUpAt = epoch(performance.now());
    current.resolve(
      current.input
        ? { status: 'timeout', inputAt: epoch(current.input.atMs), givenUpAt }
        : { status: 'timeout', givenUpAt },
    );
  }

  watchInputs((event, startsWith) => {
    if (!step || step.over || step.spec.startsWith !== startsWith) return;
    const atMs = event.timeStamp;
    take(step, { atMs, delayMs: Math.max(0, performance.now() - atMs) });
  });

  addEventListener('pagehide', () => {
    if (!step || step.over) return;
    const { spec, input } = step;
    carryOver({ spec, inputAt: input && epoch(input.atMs), inputDelayMs: input?.delayMs });
  });

  function takeOver({ spec, inputAt, inputDelayMs }: CarriedStep) {
    step = begin({ ...spec, settled: resolveSettled(spec.settled) }, true);
    // Without an input, the load of this document is the input.
    const atMs = inputAt === undefined ? 0 : inputAt - performance.timeOrigin;
    take(step, { atMs, delayMs: inputDelayMs });
    return step;
  }

  const carried = takeCarried();
  if (carried) takeOver(carried);

  return {
    arm(spec): Armed {
      if (step && !step.over) giveUp(step);
      // If this step is impossible, the previous one must not be reported again.
      step = undefined;
      instruments.clear();
      const flaw = flawOf(spec.settled);
      if (flaw !== undefined) return impossible(flaw);
      const target = spec.aim && takeAim(spec.aim);
      if (typeof target === 'string') return impossible(target);
      const settled = resolveSettled(spec.settled, target?.link);
      // A page load starts a new document, so what this one shows is irrelevant; and waiting for a response
      // distinguishes the new result from an identical old one.
      const isDistinguishable = spec.startsWith === 'navigation' || settled.response !== undefined;
      if (!isDistinguishable && speaksOfState(settled) && holds(settled)) {
        return impossible(
          'the page already shows the expected result before the input, so the new result cannot be recognised',
        );
      }
      step = begin({ ...spec, settled }, false);
      return target ? { status: 'armed', aim: target.aim } : { status: 'armed' };
    },
    ended(spec) {
      return (step?.spec.id === spec.id ? step : takeOver({ spec })).end;
    },
    back() {
      if (step) take(step, { atMs: performance.now() });
      history.back();
    },
    details() {
      return { at: epoch(performance.now()), ...instruments.tell(step && windowOf(step)) };
    },
  };
}

/** The step's time window for the instruments; `undefined` without an input. */
function windowOf({ spec, loaded, firstInputMs, input, painted }: StepInFlight): StepWindow | undefined {
  if (!input || firstInputMs === undefined) return undefined;
  return { spec, loaded, firstInputMs, inputMs: input.atMs, inputDelayMs: input.delayMs, end: painted };
}

function impossible(what: string): Armed {
  return { status: 'impossible', what };
}

function messageOf(refusal: Element): string {
  const text = (refusal.textContent ?? '').replace(/\s+/g, ' ').trim();
  return text.slice(0, MAX_REFUSAL_CHARACTERS);
}

if (window === window.top) {
  Object.defineProperty(window, '__footfall', { value: install(), configurable: false });
}

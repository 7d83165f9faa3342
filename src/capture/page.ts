import { type Target, takeAim } from './aim.ts';
import { carryOver, takeCarried } from './carried-step.ts';
import { affects, watchChanges } from './changes.ts';
import { doubtsAbout } from './doubts.ts';
import { reportToPage, watchForeignFrames } from './foreign-frames.ts';
import { watchInputs } from './inputs.ts';
import { watchWithInstruments, withoutInstruments } from './instruments/instruments.ts';
import { shortSelector } from './instruments/short-selector.ts';
import { listen, nowMs, replacedNatives, startTimer, stopTimer, timeOrigin } from './natives.ts';
import type { SentRequest } from './requests/answers.ts';
import { watchSentRequests } from './requests/sent-requests.ts';
import { openTracer } from './requests/tracer.ts';
import { addWindow, isDocumentKnown, isWithin, parentOf, queryAll, tidyRoots } from './roots.ts';
import { endsBy, flawOf, holds, placeOf, resolveSettled, speaksOfState } from './settled.ts';
import { type Moment, momentOf, type Settling, watchSettling } from './settling.ts';
import type { Armed, CarriedStep, PageClock, StartsWith, StepEnd, StepSpec } from './step-spec.ts';
import type { StepWindow } from './step-window.ts';

/**
 * The page's clock. It runs before every script of the product, in the top frame of every document.
 *
 * The input's time is the event's own `timeStamp`; the result is checked when the page changes, never by
 * polling. Each input of a step starts the wait anew, until the worker asks for the end: it has then sent them all,
 * and the last one counts. A step that leaves the document (a page load) is carried over and ends in the next one.
 */

/** Filled in when the script is bundled. */
declare const INSTRUMENTS: boolean;

const MAX_REFUSAL_CHARACTERS = 200;

const SHARED_WINDOW =
  'a tab that was opened with rel=opener keeps the window of its first, empty document, so Footfall is not in it; leave rel=opener out';

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
  /** This document does not know when the user acted. */
  isInputUnknown: boolean;
  /** How many inputs the page saw. */
  inputs: number;
  firstInputMs?: number;
  input?: Input | undefined;
  /** The press of the button, until its click comes. */
  press?: Input | undefined;
  /** What the user aimed at, and what the last click hit instead. */
  target?: Target;
  missed?: string | undefined;
  settling?: Settling;
  painted?: StepWindow['end'];
  /** For the doubts: where the result was seen, and which requests were open then. */
  place: Element[];
  openAtEnd: SentRequest[];
  /** How the step ended, if it was over after the last input. */
  result?: StepEnd | undefined;
  /** The worker has sent all inputs. */
  isAsked: boolean;
  end: Promise<StepEnd>;
  resolve: (end: StepEnd) => void;
  timer?: number | undefined;
}

function install(): PageClock {
  addWindow(window);
  const changes = watchChanges();
  const tracer = INSTRUMENTS ? openTracer() : undefined;
  const sent = watchSentRequests(tracer);
  const instruments = INSTRUMENTS ? watchWithInstruments(sent) : withoutInstruments();
  const replaced = replacedNatives();
  let addressChanged: () => void = () => {};
  listen(navigation, 'currententrychange', () => addressChanged());
  const page = {
    changes,
    sent,
    followAddress: (onChange: () => void) => {
      addressChanged = onChange;
    },
  };
  let step: StepInFlight | undefined;

  const epoch = (ms: number) => timeOrigin + ms;

  function begin(spec: StepSpec, loaded: boolean): StepInFlight {
    let resolve: (end: StepEnd) => void = () => {};
    const end = new Promise<StepEnd>((fulfil) => {
      resolve = fulfil;
    });
    tracer?.belongTo(spec.id);
    instruments.begin();
    return {
      spec,
      loaded,
      isInputUnknown: false,
      inputs: 0,
      place: [],
      openAtEnd: [],
      isAsked: false,
      end,
      resolve,
    };
  }

  /** Starts to wait for the result of an input, and forgets what the inputs before it brought about. */
  function take(current: StepInFlight, input: Input) {
    current.settling?.stop();
    stopTimer(current.timer);
    delete current.result;
    delete current.painted;
    current.inputs += 1;
    current.input = input;
    current.firstInputMs ??= input.atMs;
    sent.act();
    tracer?.belongTo(current.spec.id);
    instruments.input();
    current.timer = startTimer(() => giveUp(current), current.spec.timeoutMs);
    const { settled, quietMs } = current.spec;
    foreign.tell({ order: 'follow', settled });
    const waitsFor = endsBy(current.spec);
    current.settling = watchSettling(
      { quietMs, ...settled },
      waitsFor,
      { fromMs: input.atMs + (input.delayMs ?? 0), loaded: current.loaded },
      page,
      (moment) => finish(current, moment),
    );
  }

  function close(current: StepInFlight) {
    stopTimer(current.timer);
    changes.lookBack();
    tracer?.belongTo(undefined);
  }

  async function finish(current: StepInFlight, { atMs, frame }: Moment) {
    close(current);
    const { inputs, press } = current;
    const frameMs = await frame;
    // Another input came before the frame.
    if (current.inputs !== inputs) return;
    let { input } = current as { input: Input };
    // The page reacted to the press already: the click came too late to be the input.
    if (press && atMs < input.atMs) input = press;
    current.input = input;
    current.painted = { settledMs: atMs, frameMs };
    current.openAtEnd = sent.open(input.atMs + (input.delayMs ?? 0));
    if (!current.spec.isLocated) current.place = placeOf(current.spec.settled);
    const stamps = { inputAt: epoch(input.atMs), settledAt: epoch(atMs), frameAt: epoch(frameMs) };
    const [refusal] = current.spec.refused ? queryAll(current.spec.refused) : [];
    conclude(
      current,
      refusal
        ? { status: 'refused', message: messageOf(refusal), ...stamps }
        : { status: 'settled', ...stamps },
    );
  }

  function giveUp(current: StepInFlight) {
    close(current);
    const { input, settling } = current;
    const pending = settling?.pending() ?? '';
    settling?.stop();
    const endedAt = epoch(nowMs());
    conclude(
      current,
      settling?.isModelsFault()
        ? { status: 'misfit', what: pending, endedAt }
        : { status: 'timeout', inputAt: epoch(input?.atMs ?? 0), givenUpAt: endedAt, pending },
    );
  }

  function conclude(current: StepInFlight, result: StepEnd) {
    current.result = result;
    if (current.isAsked) current.resolve(result);
  }

  function misfit(what: string): StepEnd {
    return { status: 'misfit', what, endedAt: epoch(nowMs()) };
  }

  /** Somebody does something: what changes from now on is not the page's own restlessness. */
  function wake() {
    sent.act();
    changes.wake();
    foreign.tell({ order: 'wake' });
  }

  const hearIn = (realm: Window) => (event: Event, kind: StartsWith | 'press') => {
    const atMs = event.timeStamp + realm.performance.timeOrigin - timeOrigin;
    if (step && kind === 'click' && kind === step.spec.startsWith) step.missed = missedBy(event, step);
    act(kind, { atMs, delayMs: Math.max(0, nowMs() - atMs) });
  };

  function act(kind: StartsWith | 'press', input: Input) {
    if (!step || step.isAsked) return;
    wake();
    const { startsWith } = step.spec;
    if (kind === 'press') {
      if (startsWith !== 'click') return;
      take(step, input);
      step.press = input;
    } else if (kind === startsWith) {
      // The click that belongs to the press: what followed from the press is its result too.
      if (kind === 'click' && step.press && step.press === step.input) {
        if (!step.result) step.input = input;
      } else take(step, input);
    }
  }
  const foreign = watchForeignFrames(changes, sent, act);

  function hear(realm: Window) {
    listen(realm, 'pointermove', (event) => event.isTrusted && wake(), { capture: true, passive: true });
    watchInputs(realm, hearIn(realm));
  }
  hear(window);

  /** The step as the next document needs it. A step whose end nobody asked for can't have ended on a page that is left. */
  function carried(): CarriedStep | undefined {
    if (!step || (step.isAsked && step.result)) return undefined;
    const { spec, input } = step;
    return { spec, inputAt: input && epoch(input.atMs), inputDelayMs: input?.delayMs };
  }

  listen(window, 'pagehide', () => {
    const left = carried();
    if (left) carryOver(left);
  });
  // Another origin does not see what is carried over; the worker does. By `pagehide`, the next document may have begun.
  listen(navigation, 'navigate', (event) => {
    const left = (event as NavigateEvent).destination.sameDocument ? undefined : carried();
    if (left) window.__footfallLeft?.(left);
  });

  function takeOver({ spec, inputAt, inputDelayMs }: CarriedStep) {
    step = begin({ ...spec, settled: resolveSettled(spec.settled) }, true);
    // Without an input, the load of this document is the input.
    step.isInputUnknown = inputAt === undefined && spec.startsWith !== 'navigation';
    const atMs = inputAt === undefined ? 0 : inputAt - timeOrigin;
    take(step, { atMs, delayMs: inputDelayMs });
    return step;
  }

  /** The step that the worker speaks of: this document has it, or takes it over from the one before. */
  function stepOf(spec: StepSpec, left: CarriedStep | undefined): StepInFlight {
    if (step?.spec.id === spec.id) return step;
    return takeOver(left?.spec.id === spec.id ? left : { spec });
  }

  const before = takeCarried();
  if (before) takeOver(before);

  return {
    now: () => epoch(nowMs()),
    adopt(realm) {
      addWindow(realm);
      sent.watch(realm);
      hear(realm);
    },
    arm(spec): Armed {
      step?.settling?.stop();
      stopTimer(step?.timer);
      // If this step is impossible, the previous one must not be reported again.
      step = undefined;
      instruments.clear();
      sent.rest();
      tidyRoots();
      changes.rest();
      foreign.tell({ order: 'rest' });
      const flaw = flawOf(spec.settled);
      if (flaw !== undefined) return impossible(flaw);
      const target = spec.aim && takeAim(spec.aim);
      if (typeof target === 'string') return impossible(target);
      const settled = resolveSettled(spec.settled, target?.link);
      // A page load starts a new document, so what this one shows is irrelevant; and waiting for a response
      // distinguishes the new result from an identical old one.
      const isDistinguishable =
        spec.startsWith === 'navigation' || settled.response !== undefined || settled.changed !== undefined;
      if (!isDistinguishable && speaksOfState(settled) && holds(settled)) {
        return impossible(
          'the page already shows the expected result before the input, so the new result cannot be recognised; wait for its response too, or for "changed"',
        );
      }
      step = begin({ ...spec, settled }, false);
      if (target) step.target = target;
      return target ? { status: 'armed', aim: target.aim } : { status: 'armed' };
    },
    aim({ aim, settled }): Armed {
      const target = aim && takeAim(aim, step?.target);
      if (typeof target === 'string') return impossible(target);
      if (step && target) {
        step.target = target;
        step.spec.settled = resolveSettled(settled, target.link);
      }
      return target ? { status: 'armed', aim: target.aim } : { status: 'armed' };
    },
    async ended(spec, left) {
      if (!isDocumentKnown()) return misfit(SHARED_WINDOW);
      await foreign.flush();
      const current = stepOf(spec, left);
      if (!current.input) return misfit(unseen(spec.startsWith));
      if (current.missed && !current.result) return misfit(current.missed);
      current.isAsked = true;
      if (current.result) current.resolve(current.result);
      return current.end;
    },
    located(spec, element, left) {
      const current = stepOf(spec, left);
      if (current.result) return;
      const change = changes.all().findLast((one) => affects(one, element));
      if (change) {
        void finish(current, momentOf(change));
        current.place = [element];
      } else {
        close(current);
        conclude(
          current,
          misfit('what its locator looks for was shown before the input, and did not change'),
        );
      }
    },
    leave() {
      const left = carried();
      step?.settling?.stop();
      stopTimer(step?.timer);
      step = undefined;
      if (!left) throw new Error('no step is in flight');
      return left;
    },
    back() {
      wake();
      if (step) take(step, { atMs: nowMs() });
      history.back();
    },
    details() {
      const doubts = step?.result?.status === 'settled' ? doubtsAbout(step, page, replaced) : [];
      return {
        at: epoch(nowMs()),
        ...instruments.tell(step && windowOf(step)),
        ...(doubts.length > 0 && { doubts }),
      };
    },
  };
}

/** The step's time window for the instruments; `undefined` without an input. */
function windowOf({ spec, loaded, firstInputMs, input, painted }: StepInFlight): StepWindow | undefined {
  if (!input || firstInputMs === undefined) return undefined;
  return { spec, loaded, firstInputMs, inputMs: input.atMs, inputDelayMs: input.delayMs, end: painted };
}

/** What a click hit, if it was not what the user aimed at. */
function missedBy(event: Event, { target, spec }: StepInFlight): string | undefined {
  const [hit] = event.composedPath() as Node[];
  if (!target || !spec.aim || !hit || isWithin(hit, target.element)) return undefined;
  // The page may have rendered it anew.
  const matches = queryAll(spec.aim.selector);
  for (let at: Node | undefined = hit; at; at = parentOf(at))
    if (matches.includes(at as Element)) return undefined;
  const what = 'localName' in hit ? shortSelector(hit as Element) : 'the page';
  return `the click was meant for ${spec.aim.selector} and hit ${what}`;
}

function unseen(startsWith: StartsWith): string {
  return `the page saw no ${startsWith === 'call' ? 'call of __footfall.back()' : startsWith}: it went elsewhere, or was never sent`;
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
} else {
  try {
    window.top?.__footfall.adopt(window);
  } catch {
    reportToPage();
  }
}

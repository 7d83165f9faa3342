import type { Doubt } from '../sample/sample.ts';

/** What the worker and the page exchange about one step. Plain data: it crosses the protocol as JSON. */

/** An answer that a step waits for: all given parts must fit. */
export interface Asked {
  /** The request's URL contains this. */
  url?: string;
  method?: string;
  /** The request's body, if it is text, contains this: how GraphQL and multi-search requests differ. */
  body?: string;
}

/**
 * When a step is done. All given conditions must hold. Without any, the step ends at the last visible change that
 * follows from the input (see `quietMs`).
 *
 * Selectors are matched in the document, in each shadow root, and in frames of the same origin.
 */
export interface Settled {
  /** An element that must be in the page. */
  selector?: string;
  /** The first matching element must have this attribute value, or the URL of the clicked link. */
  attribute?: { name: string; value: string } | { name: string; valueOf: 'link' };
  /**
   * The first matching element (the body if there is no selector) must show this text. Text that is not
   * rendered does not count, and any run of white space counts as one space.
   */
  text?: string;
  /** How many elements must match the selector. */
  count?: { min?: number; max?: number };
  /** What matches the selector must show other texts or links than when the user acted. */
  changed?: true;
  /** No visible element may match this selector: a skeleton, a spinner. */
  gone?: string;
  /** The document's URL, relative or absolute, or that of the clicked link. */
  url?: string | { valueOf: 'link' };
  /**
   * Requests sent after the input, with a URL that contains this string (or see `Asked`), must have been answered:
   * at least one, and all of them. The step then ends at the last visible change before the page is quiet (see
   * `quietMs`), or at the last answer if nothing changed after it.
   */
  response?: string | Asked;
  /**
   * For how long nothing visible may change at the end of a step that waits for an answer, or has no condition; the
   * step ends at the last change before. Changes of what is restless by itself, such as a clock, do not count.
   * Defaults to 100 ms less than the shortest think time, at most 500. With it, a step that has a condition waits for quiet too.
   */
  quietMs?: number;
  /** Where quiet is waited for, one or both: only changes inside these elements count. */
  within?: string;
  /** Changes inside these elements do not count. */
  without?: string;
  /** Requests whose URL contains one of these have nothing to do with the result: click tracking, for example. */
  ignoredRequests?: string[];
}

/**
 * The event that is the user's input; of several, the last. `click` is also the press of the button, where the page
 * reacts to that already; `call` is a call such as going back in history, `navigation` the start of a page load.
 */
export type StartsWith = 'keydown' | 'click' | 'pointerup' | 'wheel' | 'drop' | 'call' | 'navigation';

export interface StepSpec {
  /** W3C trace id, 32 hexadecimal digits. */
  id: string;
  startsWith: StartsWith;
  settled: Settled;
  /** The step ends with an element that the worker looks for. */
  isLocated?: boolean;
  /** The default of `settled.quietMs`. */
  quietMs: number;
  /** If this element exists at the end, the product refused: the step fails with the element's text. */
  refused?: string;
  /** What the user will click: of all visible matches, the one at `choice` (0–1, from the first to the last). */
  aim?: { selector: string; choice: number };
  timeoutMs: number;
}

/** A step carried over from one document to the next. */
export interface CarriedStep {
  spec: StepSpec;
  /** Epoch milliseconds; absent when the page load itself is the input. */
  inputAt?: number | undefined;
  inputDelayMs?: number | undefined;
}

/** Where to click, in CSS pixels of the viewport. */
export interface Aim {
  x: number;
  y: number;
}

/** What `arm` returns. */
export type Armed =
  | { status: 'armed'; aim?: Aim }
  /** `what` is the reason why the step cannot be performed. */
  | { status: 'impossible'; what: string };

/** How a step ended, as the page saw it. Timestamps are epoch milliseconds of the page's clock. */
export type StepEnd =
  | { status: 'settled'; inputAt: number; settledAt: number; frameAt: number }
  | { status: 'refused'; message: string; inputAt: number; settledAt: number; frameAt: number }
  | { status: 'timeout'; inputAt: number; givenUpAt: number; pending: string }
  /** The model does not fit the page: nobody's answer was waited for. */
  | { status: 'misfit'; what: string; endedAt: number };

/**
 * Data collected after the step: late performance entries, and the requests and errors of its time window.
 */
export interface StepDetails {
  /** The page's clock at the response, in epoch milliseconds. With the round trip, it gives the clock offset. */
  at: number;
  /** From the input's timestamp until its first listener was called. */
  inputDelayMs?: number;
  /** Durations from the input. */
  contentfulMs?: number;
  presentationMs?: number;
  vitals: {
    ttfbMs?: number;
    fcpMs?: number;
    lcpMs?: number;
    icpMs?: number;
    inpMs?: number;
    inpUnderMs?: number;
    cls?: number;
  };
  request?: RequestDetails;
  /** Requests started between input and settled end. Bytes are absent if a response does not report its size. */
  traffic?: {
    requests: number;
    /** Data requests by scripts: fetch and XMLHttpRequest. */
    dataRequests: number;
    transferBytes?: number;
    encodedTextBytes?: number;
    decodedTextBytes?: number;
  };
  /** For a page load: the resource that blocked rendering for longest. */
  blocking?: { url: string; durationMs: number };
  /** The largest layout shift, and the selector of the element that moved most; absent if nothing moved. */
  shift?: { value: number; of?: string };
  /** JavaScript heap in use when the page responded, including garbage. */
  jsHeapBytes?: number;
  /** The longest of the long animation frames between the input and the paint. */
  longFrame?: {
    startMs: number;
    durationMs: number;
    blockingMs: number;
    script?: { invoker: string; url?: string; durationMs: number };
  };
  softNavigation?: { url: string; paintMs?: number };
  errors: { at: number; message: string }[];
  /** Why the end of the step may be wrong; absent without a reason. */
  doubts?: Doubt[];
}

/** Times are relative to the input; values not reported by the browser are absent. See `RequestSample`. */
export interface RequestDetails {
  url: string;
  /** Absent for GET. */
  method?: string;
  matchedBy: 'traceparent' | 'navigation' | 'time';
  status?: number;
  /** The connection was refused or lost: there is no answer. */
  unanswered?: true;
  via?: 'cache' | 'service worker';
  startMs: number;
  redirectMs?: number;
  connectMs?: number;
  sentMs?: number;
  responseStartMs?: number;
  responseEndMs?: number;
  transferBytes?: number;
  encodedBytes?: number;
  decodedBytes?: number;
  serverTimingMs: Record<string, number>;
  serverTimingDesc?: Record<string, string>;
}

/** The page's API, installed as `window.__footfall` before any script of the product runs. */
export interface PageClock {
  /** Epoch milliseconds by the page's clock. */
  now(): number;
  /** Makes a frame of the same origin part of the page, before any script in it runs. */
  adopt(realm: Window & typeof globalThis): void;
  /** Prepares for the next step and returns where to click. */
  arm(spec: StepSpec): Armed;
  /** Where to click, as the page is now. */
  aim(spec: StepSpec): Armed;
  /**
   * All inputs have been sent, so the last one counts: resolves when its result has been painted, or was given up.
   *
   * @param left the step as the document before told it when it was left, if that had another origin
   */
  ended(spec: StepSpec, left?: CarriedStep): Promise<StepEnd>;
  /** The element that the worker looked for is shown: the step ended with the last change of it. */
  located(spec: StepSpec, element: Element, left?: CarriedStep): void;
  /** The step goes on in a tab that it opened: what that tab needs to know. */
  leave(): CarriedStep;
  /** Goes back in history: the input of a step that starts with a call. */
  back(): void;
  /** Details of the step that ended last. */
  details(): StepDetails;
}

declare global {
  interface Window {
    __footfall: PageClock;
    /** Tells the worker of a step whose document is being left. */
    __footfallLeft?(step: CarriedStep): void;
  }
}

/** What the worker and the page say to each other about one step. Plain data: it crosses the protocol as JSON. */

/**
 * When a step is done. Every part that is given must hold, checked in the page after each DOM mutation, change of address
 * and answer. At least one must be given.
 */
export interface Settled {
  /** An element that must be in the document. */
  selector?: string;
  /** The attribute of the first element that matches must have this value, or the address of the link that was aimed at. */
  attribute?: { name: string; value: string } | { name: string; valueOf: 'link' };
  /**
   * The first element that matches (the body without a selector) must show this text somewhere; what is not rendered does not
   * count, and white space counts as one blank.
   */
  text?: string;
  /** So many elements must match the selector. */
  count?: { min?: number; max?: number };
  /** The document's address, relative or absolute, or that of the link that was aimed at. */
  url?: string | { valueOf: 'link' };
  /**
   * A request that was sent after the input and whose address contains this must have been answered. The step then ends at the last
   * change of the document before it is quiet (see `quietMs`), or at the answer when nothing changed.
   */
  response?: string;
  /**
   * The document must not change for so long; the step ends at the change before. 100 when only `response` is given. Where
   * each letter is answered, it must be longer than the pause between two keys.
   */
  quietMs?: number;
}

/**
 * Which event is the user's input: the last key pressed, the click, a call (history), or the start of a page load.
 */
export type StartsWith = 'keydown' | 'click' | 'call' | 'navigation';

export interface StepSpec {
  /** W3C trace id, 32 hexadecimal digits. */
  id: string;
  startsWith: StartsWith;
  settled: Settled;
  /** When this element is there at the end, the product refused: the step failed with the element's text. */
  refused?: string;
  /** What the user will click: of all visible matches, the one at `choice` (0–1, from the first to the last). */
  aim?: { selector: string; choice: number };
  timeoutMs: number;
}

/** Where to click, in CSS pixels of the viewport. */
export interface Aim {
  x: number;
  y: number;
}

/** What the page answers to `arm`. */
export type Armed =
  | { status: 'armed'; aim?: Aim }
  /** `what` tells why the step cannot be taken. */
  | { status: 'impossible'; what: string };

/** How a step ended, as the page saw it. Stamps are epoch milliseconds of the page's clock. */
export type StepEnd =
  | { status: 'settled'; inputAt: number; settledAt: number; frameAt: number }
  | { status: 'refused'; message: string; inputAt: number; settledAt: number; frameAt: number }
  | { status: 'timeout'; inputAt?: number; givenUpAt: number };

/** What arrives after the step: late performance entries, the requests and errors of its window. */
export interface StepDetails {
  /** The page's clock when it answered, in epoch milliseconds: with the round trip it tells how far the clocks are apart. */
  at: number;
  /** From the input's time stamp until its first listener was called. */
  inputDelayMs?: number;
  /** Durations from the input. */
  contentfulMs?: number;
  presentationMs?: number;
  vitals: { ttfbMs?: number; fcpMs?: number; lcpMs?: number; inpMs?: number; cls?: number };
  request?: RequestDetails;
  /** Requests that were begun between the input and the settled end; bytes are absent where an answer does not tell its own. */
  traffic?: {
    requests: number;
    /** Those of scripts for data: fetch and XMLHttpRequest. */
    dataRequests: number;
    transferBytes?: number;
    encodedTextBytes?: number;
    decodedTextBytes?: number;
  };
  /** Of a page load: what kept it from drawing for longest. */
  blocking?: { url: string; durationMs: number };
  /** The largest layout shift, and what moved most in it, as a selector; absent when nothing did. */
  shift?: { value: number; of?: string };
  /** JavaScript heap in use when the page answered, garbage included. */
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
}

/** Times count from the input; what the browser does not tell is absent. See `RequestSample` for each. */
export interface RequestDetails {
  url: string;
  /** Absent for GET. */
  method?: string;
  matchedBy: 'traceparent' | 'navigation' | 'time';
  status?: number;
  via?: 'cache' | 'service worker';
  startMs: number;
  redirectMs?: number;
  sentMs?: number;
  responseStartMs?: number;
  responseEndMs?: number;
  transferBytes?: number;
  encodedBytes?: number;
  decodedBytes?: number;
  serverTimingMs: Record<string, number>;
  serverTimingDesc?: Record<string, string>;
}

/** The page's side, installed as `window.__footfall` before any script of the product. */
export interface PageClock {
  /** Gets ready for the next step and says where to click. */
  arm(spec: StepSpec): Armed;
  /**
   * Resolves when the step has been painted or given up. A document that neither armed nor took over the step (it
   * came from another origin, or from an error page) counts from its own start, and may see the result late.
   */
  ended(spec: StepSpec): Promise<StepEnd>;
  /** Goes back in history: the input of a step that starts with a call. */
  back(): void;
  /** What is known of the step that ended last. */
  details(): StepDetails;
}

declare global {
  interface Window {
    __footfall: PageClock;
  }
}

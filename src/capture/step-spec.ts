/** What the worker and the page exchange about one step. Plain data: it crosses the protocol as JSON. */

/**
 * When a step is done. All given conditions must hold; the page checks them after each DOM mutation, URL
 * change and response. At least one must be given.
 */
export interface Settled {
  /** An element that must be in the document. */
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
  /** The document's URL, relative or absolute, or that of the clicked link. */
  url?: string | { valueOf: 'link' };
  /**
   * A request sent after the input, with a URL that contains this string, must have received its response.
   * The step then ends at the last DOM change before the document is quiet (see `quietMs`), or at the
   * response if nothing changed.
   */
  response?: string;
  /**
   * The document must not change for this long; the step ends at the last change before. Defaults to 100 if
   * only `response` is given. If the product responds to each letter, it must be longer than the pause
   * between two keys.
   */
  quietMs?: number;
}

/** The event that is the user's input: the last key press, the click, a call (history), or a page load's start. */
export type StartsWith = 'keydown' | 'click' | 'call' | 'navigation';

export interface StepSpec {
  /** W3C trace id, 32 hexadecimal digits. */
  id: string;
  startsWith: StartsWith;
  settled: Settled;
  /** If this element exists at the end, the product refused: the step fails with the element's text. */
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

/** What `arm` returns. */
export type Armed =
  | { status: 'armed'; aim?: Aim }
  /** `what` is the reason why the step cannot be performed. */
  | { status: 'impossible'; what: string };

/** How a step ended, as the page saw it. Timestamps are epoch milliseconds of the page's clock. */
export type StepEnd =
  | { status: 'settled'; inputAt: number; settledAt: number; frameAt: number }
  | { status: 'refused'; message: string; inputAt: number; settledAt: number; frameAt: number }
  | { status: 'timeout'; inputAt?: number; givenUpAt: number };

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
  vitals: { ttfbMs?: number; fcpMs?: number; lcpMs?: number; inpMs?: number; cls?: number };
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
}

/** Times are relative to the input; values not reported by the browser are absent. See `RequestSample`. */
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

/** The page's API, installed as `window.__footfall` before any script of the product runs. */
export interface PageClock {
  /** Prepares for the next step and returns where to click. */
  arm(spec: StepSpec): Armed;
  /**
   * Resolves when the step has been painted or given up. A document that neither armed nor took over the step
   * (the previous one had another origin, or was an error page) measures from its own start, and may detect
   * the result late.
   */
  ended(spec: StepSpec): Promise<StepEnd>;
  /** Goes back in history: the input of a step that starts with a call. */
  back(): void;
  /** Details of the step that ended last. */
  details(): StepDetails;
}

declare global {
  interface Window {
    __footfall: PageClock;
  }
}

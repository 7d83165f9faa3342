/** What the worker and the page say to each other about one step. Plain data: it crosses the protocol as JSON. */

/** When a step is done. Every part that is given must hold, checked in the page after each DOM mutation. */
export interface Settled {
  /** An element that must be in the document. */
  selector: string;
  /** The element's attribute must have this value, or the address of the link that was aimed at. */
  attribute?: { name: string; value: string } | { name: string; valueOf: 'link' };
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
  /** Durations from the input. */
  contentfulMs?: number;
  presentationMs?: number;
  vitals: { ttfbMs?: number; fcpMs?: number; lcpMs?: number; inpMs?: number; cls?: number };
  request?: RequestDetails;
  errors: { at: number; message: string }[];
}

export interface RequestDetails {
  url: string;
  matchedBy: 'traceparent' | 'navigation' | 'time';
  status?: number;
  startMs: number;
  responseStartMs?: number;
  responseEndMs?: number;
  transferBytes?: number;
  serverTimingMs: Record<string, number>;
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

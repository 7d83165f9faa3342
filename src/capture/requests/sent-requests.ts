import { entriesOf, listen, NativePerformanceObserver, nowMs, timeOrigin } from '../natives.ts';
import type { Asked } from '../step-spec.ts';
import { type Answer, CLOCK_STEP_MS, type SentRequest, wasAnswered } from './answers.ts';
import type { Tracer } from './tracer.ts';

/** Who is told of each request. */
interface Teller {
  sent(request: SentRequest): void;
  over(request: SentRequest, answeredMs?: number): void;
}

export type SentRequests = ReturnType<typeof watchSentRequests>;

/**
 * Records the page's requests.
 *
 * @param tracer adds a header to those of a step
 */
export function watchSentRequests(tracer?: Tracer) {
  let sent: SentRequest[] = [];
  let answers: Answer[] = [];
  let heard: () => void = () => {};
  let isIdle = false;
  let sends = 0;
  let teller: Teller | undefined;
  /** Answers to requests of frames of another origin. */
  let foreign: { request: SentRequest; answeredMs: number }[] = [];
  /** Requests that the page makes by itself again and again, and how often it did. */
  const routine = new Map<string, number>();

  function note(url: URL, method: string, more: Partial<SentRequest>): SentRequest | undefined {
    if (!/^https?:$/.test(url.protocol)) return undefined;
    const request: SentRequest = { id: sends, url: url.href, method, atMs: nowMs(), ...more };
    sends += 1;
    teller?.sent(request);
    if (isIdle) routine.set(keyOf(request), (routine.get(keyOf(request)) ?? 0) + 1);
    sent.push(request);
    return request;
  }

  function end(request: SentRequest | undefined) {
    if (!request || request.isOver) return;
    request.isOver = true;
    teller?.over(request);
    heard();
  }

  function watch(realm: Window & typeof globalThis) {
    const { fetch, XMLHttpRequest } = realm;
    realm.fetch = async (input, init) => {
      const request = new realm.Request(input, init);
      const { body } = init ?? {};
      const noted = note(new URL(request.url), request.method, {
        ...(isText(body) && { body: String(body) }),
        ...(request.keepalive && { isReport: true }),
      });
      if (noted) tracer?.mark(noted, request.headers);
      try {
        return await fetch.call(realm, request);
      } catch (error) {
        // What the page gives up is an AbortError, or its own reason.
        if (noted && error instanceof realm.TypeError) noted.isLost = true;
        end(noted);
        throw error;
      }
    };

    const opened = new WeakMap<XMLHttpRequest, { url: URL; method: string }>();
    const { open, send } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...parameters: unknown[]) {
      const [method, address] = parameters.map(String) as [string, string];
      opened.set(this, { url: new URL(address, realm.document.baseURI), method: method.toUpperCase() });
      return Reflect.apply(open, this, parameters);
    };
    XMLHttpRequest.prototype.send = function (body) {
      const request = opened.get(this);
      const noted =
        request && note(request.url, request.method, { ...(isText(body) && { body: String(body) }) });
      if (noted)
        tracer?.mark(noted, { has: () => false, set: (name, value) => this.setRequestHeader(name, value) });
      if (noted) listen(this, 'error', () => (noted.isLost = true), { once: true });
      if (noted) listen(this, 'loadend', () => end(noted), { once: true });
      return send.call(this, body);
    };

    // A response that streams in is over when its entry comes, not when its headers do.
    const Observer = realm === window ? NativePerformanceObserver : realm.PerformanceObserver;
    const aheadMs = realm.performance.timeOrigin - timeOrigin;
    new Observer((list) => {
      for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
        const answer = { entry, aheadMs };
        answers.push(answer);
        const request = sent[requestOf(answer)];
        if (!request || request.isOver) continue;
        request.isOver = true;
        teller?.over(request, wasAnswered(entry) ? entry.responseEnd + aheadMs : undefined);
      }
      heard();
    }).observe({ type: 'resource', buffered: true });
  }

  /** Index of the request that was answered, by address and time; −1 if it was not recorded. */
  function requestOf({ entry: { name, startTime }, aheadMs }: Answer): number {
    return sent.findLastIndex(({ url, atMs }) => url === name && atMs <= startTime + aheadMs + CLOCK_STEP_MS);
  }

  watch(window);

  return {
    /** Records the requests of a frame of the same origin too. */
    watch,
    all: () => sent,
    answers: () => answers,
    requestOf,
    /** Adds a request of a frame of another origin; what it returns is called when it is over. */
    add(url: string, method: string, atMs: number, body?: string) {
      const request: SentRequest = { id: -1, url, method, atMs, ...(body !== undefined && { body }) };
      sent.push(request);
      return (answeredMs?: number) => {
        request.isOver = true;
        if (answeredMs !== undefined) foreign.push({ request, answeredMs });
        heard();
      };
    },
    /** Tells of every request and its end, from now on. */
    tellOf(told: Teller) {
      teller = told;
    },
    /** Calls back when something was answered or given up. */
    follow(onOver: () => void) {
      heard = onOver;
    },
    /** The user begins to think: forgets what was sent, and learns what the page sends by itself. */
    rest() {
      sent = [];
      answers = [];
      foreign = [];
      heard = () => {};
      isIdle = true;
    },
    act() {
      isIdle = false;
    },
    /** Requests of that kind, sent at or after a moment, that are still open. */
    open: (fromMs: number, asked?: Asked): SentRequest[] =>
      sent.filter(
        (request) =>
          !request.isOver &&
          request.atMs >= fromMs - CLOCK_STEP_MS &&
          (asked
            ? isAskedFor(request, asked)
            : !request.isReport && (routine.get(keyOf(request)) ?? 0) < ROUTINE_TIMES),
      ),
    /** When the last answer to a request of that kind, sent at or after a moment, was complete. */
    answeredMs(fromMs: number, asked: Asked): number | undefined {
      // The document itself can be the answer.
      const documents = entriesOf('navigation').map((entry) => ({
        entry: entry as PerformanceNavigationTiming,
        aheadMs: 0,
      }));
      const ends = [...documents, ...answers]
        .filter(
          (answer) =>
            answer.entry.startTime + answer.aheadMs >= fromMs - CLOCK_STEP_MS &&
            answer.entry.responseEnd > 0 &&
            wasAnswered(answer.entry) &&
            isAskedFor(sent[requestOf(answer)] ?? { url: answer.entry.name, method: 'GET' }, asked),
        )
        .map(({ entry, aheadMs }) => entry.responseEnd + aheadMs);
      const others = foreign
        .filter(({ request }) => request.atMs >= fromMs - CLOCK_STEP_MS && isAskedFor(request, asked))
        .map(({ answeredMs }) => answeredMs);
      const all = [...ends, ...others];
      return all.length > 0 ? Math.max(...all) : undefined;
    },
  };
}

/** A request that the page made this often while nobody did anything is made by a timer. */
const ROUTINE_TIMES = 2;

const keyOf = ({ method, url, body = '' }: SentRequest): string => `${method} ${url} ${body}`;

/** Whether a request is of the kind that a condition waits for. */
export function isAskedFor(
  { url, method, body = '' }: Pick<SentRequest, 'url' | 'method' | 'body'>,
  asked: Asked,
): boolean {
  return (
    url.includes(asked.url ?? '') &&
    (asked.method === undefined || asked.method.toUpperCase() === method) &&
    body.includes(asked.body ?? '')
  );
}

const isText = (body: unknown): boolean => typeof body === 'string' || body instanceof URLSearchParams;

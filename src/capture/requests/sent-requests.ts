/** A `fetch` or `XMLHttpRequest` of the step. */
interface SentRequest {
  url: string;
  method: string;
  /** `performance.now()` just before it was handed to the browser. */
  atMs: number;
  /** Trace and span id as in its `traceparent`; absent if Footfall did not set one. */
  span?: string;
}

/**
 * Records the requests of a step, and adds to same-origin ones a W3C `traceparent` with the step's trace id
 * and a span id of their own. For another origin, the header would cause a preflight.
 */
export function watchSentRequests() {
  // Span numbers restart in each document, but a step can involve several documents.
  const documentId = hexadecimal(performance.timeOrigin);
  let spans = 0;
  let traceId: string | undefined;
  let sent: SentRequest[] = [];

  /** Returns the `traceparent` to send. */
  function note(url: URL, method: string, hasOwn: boolean): string | undefined {
    if (traceId === undefined) return undefined;
    const request: SentRequest = { url: url.href, method, atMs: performance.now() };
    sent.push(request);
    if (hasOwn || url.origin !== location.origin) return undefined;
    spans += 1;
    request.span = `${traceId}-${documentId}${hexadecimal(spans)}`;
    return `00-${request.span}-01`;
  }

  const { fetch } = window;
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    const traceparent = note(new URL(request.url), request.method, request.headers.has('traceparent'));
    if (traceparent) request.headers.set('traceparent', traceparent);
    return fetch.call(window, request);
  };

  const opened = new WeakMap<XMLHttpRequest, { url: URL; method: string }>();
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...parameters: unknown[]) {
    const [method, address] = parameters.map(String) as [string, string];
    opened.set(this, { url: new URL(address, document.baseURI), method: method.toUpperCase() });
    return Reflect.apply(open, this, parameters);
  };
  XMLHttpRequest.prototype.send = function (body) {
    const request = opened.get(this);
    const traceparent = request && note(request.url, request.method, false);
    if (traceparent) this.setRequestHeader('traceparent', traceparent);
    return send.call(this, body);
  };

  return {
    /** Assigns requests from now on to the step with this trace id, or to none if it is `undefined`. */
    belongTo(step: string | undefined) {
      traceId = step;
    },
    all: () => sent,
    clear() {
      sent = [];
    },
  };
}

/** Eight digits. */
function hexadecimal(number: number): string {
  return (Math.floor(number) % 2 ** 32).toString(16).padStart(8, '0');
}

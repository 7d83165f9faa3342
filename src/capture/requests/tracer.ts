import { timeOrigin } from '../natives.ts';
import type { SentRequest } from './answers.ts';

const HEADER = 'traceparent';

export type Tracer = ReturnType<typeof openTracer>;

/**
 * Adds to same-origin requests of a step a W3C `traceparent` with the step's trace id and a span id of their own.
 * For another origin, the header would cause a preflight.
 */
export function openTracer() {
  // Span numbers restart in each document, but a step can involve several documents.
  const documentId = hexadecimal(timeOrigin);
  let spans = 0;
  let traceId: string | undefined;
  return {
    /** Assigns requests from now on to the step with this trace id, or to none if it is `undefined`. */
    belongTo(step: string | undefined) {
      traceId = step;
    },
    mark(request: SentRequest, headers: Pick<Headers, 'has' | 'set'>) {
      if (traceId === undefined || headers.has(HEADER) || new URL(request.url).origin !== location.origin)
        return;
      spans += 1;
      request.span = `${traceId}-${documentId}${hexadecimal(spans)}`;
      headers.set(HEADER, `00-${request.span}-01`);
    },
  };
}

/** Eight digits. */
function hexadecimal(number: number): string {
  return (Math.floor(number) % 2 ** 32).toString(16).padStart(8, '0');
}

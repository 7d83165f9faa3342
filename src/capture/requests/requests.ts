import { entriesOf } from '../natives.ts';
import { askedFor } from '../settled.ts';
import type { RequestDetails } from '../step-spec.ts';
import type { StepWindow } from '../step-window.ts';
import { type Answer, type SentRequest, wasAnswered } from './answers.ts';
import { requestDetails } from './request-details.ts';
import { isAskedFor, type SentRequests } from './sent-requests.ts';

/** A response and the request of the step that it belongs to. */
interface Match extends Answer {
  /** Index among the requests of the step. */
  index: number;
  matchedBy: 'traceparent' | 'time';
}

const endOf = ({ entry, aheadMs }: Answer) => entry.responseEnd + aheadMs;

/**
 * Finds the request behind a step. If the server echoes the `traceparent` in `Server-Timing`
 * (`traceparent;desc="…"`), the match is exact; otherwise, URL and send time decide.
 */
export function watchRequests(sent: SentRequests) {
  /** Number of requests sent before the input that counts. */
  let sentBeforeInput = 0;

  function matchOf(answer: Answer): Match | undefined {
    const echo = answer.entry.serverTiming.find(({ name }) => name === 'traceparent')?.description ?? '';
    // Compare both ids: a cached response can echo the span of another step.
    const exact = sent.all().findIndex(({ span }) => span !== undefined && echo.includes(span));
    if (exact >= 0) return { ...answer, index: exact, matchedBy: 'traceparent' };
    const index = sent.requestOf(answer);
    return index >= 0 ? { ...answer, index, matchedBy: 'time' } : undefined;
  }

  /** The most likely cause of the end: the request whose response was the last before the step settled. */
  function likeliest(matches: Match[], settledMs: number): Match | undefined {
    const complete = matches.filter((match) => endOf(match) <= settledMs);
    // A response that is rendered as it streams in can settle the step before it is complete.
    const begun = matches.filter(
      ({ entry, aheadMs }) => entry.responseStart > 0 && entry.responseStart + aheadMs <= settledMs,
    );
    return (complete.length > 0 ? complete : begun).reduce<Match | undefined>(
      (last, match) => (last && endOf(last) > endOf(match) ? last : match),
      undefined,
    );
  }

  return {
    /** A step begins. */
    begin() {
      sentBeforeInput = 0;
    },
    input() {
      sentBeforeInput = sent.all().length;
    },
    behind({ spec, inputMs, loaded }: StepWindow, settledMs: number): RequestDetails | undefined {
      const asked = askedFor(spec.settled);
      const matches = sent
        .answers()
        .filter(({ entry }) => wasAnswered(entry))
        .flatMap((answer) => matchOf(answer) ?? [])
        .filter(({ index }) => !asked || isAskedFor(sent.all()[index] as SentRequest, asked));
      const afterInput = matches.filter(({ index }) => index >= sentBeforeInput);
      // Requests for an earlier letter are not this step's; but a link may be requested before the mouse
      // button is up.
      const found =
        likeliest(afterInput, settledMs) ??
        (spec.startsWith === 'keydown' ? undefined : likeliest(matches, settledMs));
      if (found) {
        const details = requestDetails(found.entry, found.matchedBy, inputMs - found.aheadMs);
        const method = sent.all()[found.index]?.method;
        return method === undefined || method === 'GET' ? details : { ...details, method };
      }
      const [navigation] = entriesOf('navigation') as PerformanceNavigationTiming[];
      if (loaded && navigation) return requestDetails(navigation, 'navigation', inputMs);
      // A report to another host that is blocked is not what the user waits for.
      const lost = sent
        .all()
        .slice(sentBeforeInput)
        .findLast(
          (request) =>
            request.isLost &&
            (asked ? isAskedFor(request, asked) : new URL(request.url).origin === location.origin),
        );
      return (
        lost && {
          url: lost.url,
          ...(lost.method !== 'GET' && { method: lost.method }),
          matchedBy: 'time',
          unanswered: true,
          startMs: lost.atMs - inputMs,
          serverTimingMs: {},
        }
      );
    },
  };
}

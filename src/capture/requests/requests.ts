import type { EntryBuffer } from '../instruments/entries.ts';
import type { RequestDetails } from '../step-spec.ts';
import type { StepWindow } from '../step-window.ts';
import { CLOCK_STEP_MS, wasAnswered } from './answers.ts';
import { requestDetails } from './request-details.ts';
import { watchSentRequests } from './sent-requests.ts';

/** A response and the request of the step that it belongs to. */
interface Answer {
  entry: PerformanceResourceTiming;
  /** Index among the requests of the step. */
  index: number;
  matchedBy: 'traceparent' | 'time';
}

/**
 * Finds the request behind a step. If the server echoes the `traceparent` in `Server-Timing`
 * (`traceparent;desc="…"`), the match is exact; otherwise, URL and send time decide.
 */
export function watchRequests(resources: EntryBuffer<PerformanceResourceTiming>) {
  const sent = watchSentRequests();
  /** Number of requests sent before the input that counts. */
  let sentBeforeInput = 0;

  function answerOf(entry: PerformanceResourceTiming): Answer | undefined {
    const echo = entry.serverTiming.find(({ name }) => name === 'traceparent')?.description ?? '';
    // Compare both ids: a cached response can echo the span of another step.
    const exact = sent.all().findIndex(({ span }) => span !== undefined && echo.includes(span));
    if (exact >= 0) return { entry, index: exact, matchedBy: 'traceparent' };
    const sentByMs = entry.startTime + CLOCK_STEP_MS;
    const index = sent.all().findLastIndex(({ url, atMs }) => url === entry.name && atMs <= sentByMs);
    return index >= 0 ? { entry, index, matchedBy: 'time' } : undefined;
  }

  /** The most likely cause of the end: the request whose response was the last before the step settled. */
  function likeliest(answers: Answer[], settledMs: number): Answer | undefined {
    const complete = answers.filter(({ entry }) => entry.responseEnd <= settledMs);
    // A response that is rendered as it streams in can settle the step before it is complete.
    const begun = answers.filter(({ entry }) => entry.responseStart > 0 && entry.responseStart <= settledMs);
    return (complete.length > 0 ? complete : begun).reduce<Answer | undefined>(
      (last, answer) => (last && last.entry.responseEnd > answer.entry.responseEnd ? last : answer),
      undefined,
    );
  }

  return {
    clear: sent.clear,
    /** A step begins: requests sent from now on belong to it. */
    begin(traceId: string) {
      sent.belongTo(traceId);
      sentBeforeInput = 0;
    },
    input() {
      sentBeforeInput = sent.all().length;
    },
    end() {
      sent.belongTo(undefined);
    },
    behind({ spec, inputMs, loaded }: StepWindow, settledMs: number): RequestDetails | undefined {
      const { response = '' } = spec.settled;
      const answers = resources
        .all()
        .filter((entry) => wasAnswered(entry) && entry.name.includes(response))
        .flatMap((entry) => answerOf(entry) ?? []);
      const afterInput = answers.filter(({ index }) => index >= sentBeforeInput);
      // Requests for an earlier letter are not this step's; but a link may be requested before the mouse
      // button is up.
      const found =
        likeliest(afterInput, settledMs) ??
        (spec.startsWith === 'keydown' ? undefined : likeliest(answers, settledMs));
      if (found) {
        const details = requestDetails(found.entry, found.matchedBy, inputMs);
        const method = sent.all()[found.index]?.method;
        return method === undefined || method === 'GET' ? details : { ...details, method };
      }
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      return loaded && navigation ? requestDetails(navigation, 'navigation', inputMs) : undefined;
    },
  };
}

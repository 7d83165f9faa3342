import type { EntryBuffer } from '../instruments/entries.ts';
import type { RequestDetails } from '../step-spec.ts';
import type { StepWindow } from '../step-window.ts';
import { CLOCK_STEP_MS, wasAnswered } from './answers.ts';
import { requestDetails } from './request-details.ts';
import { watchSentRequests } from './sent-requests.ts';

/** An answer and the request of the step that it belongs to. */
interface Answer {
  entry: PerformanceResourceTiming;
  /** Place among the requests of the step. */
  index: number;
  matchedBy: 'traceparent' | 'time';
}

/**
 * Finds the request behind a step. A server that names the `traceparent` it got in `Server-Timing`
 * (`traceparent;desc="…"`) makes the match exact, otherwise address and time of sending decide.
 */
export function watchRequests(resources: EntryBuffer<PerformanceResourceTiming>) {
  const sent = watchSentRequests();
  /** How many requests had been sent when the input that counts arrived. */
  let sentBeforeInput = 0;

  function answerOf(entry: PerformanceResourceTiming): Answer | undefined {
    const echo = entry.serverTiming.find(({ name }) => name === 'traceparent')?.description ?? '';
    // Both ids: a stored answer can echo the span of another step.
    const exact = sent.all().findIndex(({ span }) => span !== undefined && echo.includes(span));
    if (exact >= 0) return { entry, index: exact, matchedBy: 'traceparent' };
    const sentByMs = entry.startTime + CLOCK_STEP_MS;
    const index = sent.all().findLastIndex(({ url, atMs }) => url === entry.name && atMs <= sentByMs);
    return index >= 0 ? { entry, index, matchedBy: 'time' } : undefined;
  }

  /** Of requests that can have caused the end, the likeliest: its answer came last before the step was settled. */
  function likeliest(answers: Answer[], settledMs: number): Answer | undefined {
    const complete = answers.filter(({ entry }) => entry.responseEnd <= settledMs);
    // An answer that is shown part by part can settle the step before it has ended.
    const begun = answers.filter(({ entry }) => entry.responseStart > 0 && entry.responseStart <= settledMs);
    return (complete.length > 0 ? complete : begun).reduce<Answer | undefined>(
      (last, answer) => (last && last.entry.responseEnd > answer.entry.responseEnd ? last : answer),
      undefined,
    );
  }

  return {
    clear: sent.clear,
    /** A step begins: what is sent from now on belongs to it. */
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
      // What was asked for an earlier letter is not this step's; a link can be asked for before the button is up again.
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

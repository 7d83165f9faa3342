import pLimit from 'p-limit';
import { askedRequests, movedRequest } from '../../analysis/experiment/asked-requests.ts';
import { type Answer, type AskedOfBoth, compareAnswers } from '../../analysis/experiment/compare-answers.ts';
import type { AnswerComparison } from '../../sample/experiment.ts';
import type { Sample } from '../../sample/sample.ts';
import { askable } from '../../telemetry/address-credentials.ts';
import { within } from '../../telemetry/within.ts';

const CONCURRENT_REQUESTS = 4;
const TIMEOUT_MS = 15_000;

/** A running side. */
export interface AskedSide {
  url: string;
  /** The query parameters that its pages were requested with. */
  query: Readonly<Record<string, string>>;
}

/**
 * Sends both sides the requests that users had made to the base, and compares the answers.
 *
 * @param ignore names of fields that may always differ
 * @param interrupted aborts the requests
 * @returns `undefined` if users had made no requests that can be repeated
 */
export async function askBoth(
  samples: readonly Sample[],
  base: AskedSide,
  variant: AskedSide,
  ignore: readonly string[],
  interrupted: AbortSignal,
): Promise<AnswerComparison | undefined> {
  const requests = askedRequests(samples, base.url);
  if (requests.length === 0) return undefined;
  const limit = pLimit(CONCURRENT_REQUESTS);
  const asked = await Promise.all(
    requests.map((request) =>
      limit(async (): Promise<AskedOfBoth> => {
        const { pathname, search } = new URL(request);
        return {
          request: pathname + search,
          base: await answerOf(request, interrupted),
          variant: await answerOf(movedRequest(request, base.query, variant), interrupted),
        };
      }),
    ),
  );
  return compareAnswers(asked, ignore);
}

async function read(url: string, signal: AbortSignal): Promise<Answer> {
  const { url: address, headers } = askable(url);
  const answer = await fetch(address, { headers, redirect: 'manual', signal });
  // The answer of a redirect is its location.
  const body = answer.headers.get('location') ?? (await answer.text());
  return {
    status: answer.status,
    contentType: answer.headers.get('content-type') ?? '',
    body: body.replaceAll(new URL(url).origin, ''),
  };
}

async function answerOf(url: string, interrupted: AbortSignal): Promise<Answer> {
  try {
    return await within(TIMEOUT_MS, (signal) => read(url, signal), interrupted);
  } catch (error) {
    const { message, cause } = error as Error;
    return { failure: cause instanceof Error ? cause.message : message };
  }
}

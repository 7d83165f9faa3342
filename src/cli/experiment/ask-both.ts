import pLimit from 'p-limit';
import { askedRequests, movedRequest } from '../../analysis/experiment/asked-requests.ts';
import { type Answer, type AskedOfBoth, compareAnswers } from '../../analysis/experiment/compare-answers.ts';
import type { AnswerComparison } from '../../sample/experiment.ts';
import type { Sample } from '../../sample/sample.ts';

const AT_ONCE = 4;
const PATIENCE_MS = 15_000;

/** A side that answers. */
export interface AskedSide {
  url: string;
  /** Its own query parameters, with which its pages were asked for. */
  query: Readonly<Record<string, string>>;
}

/**
 * Asks both sides what users had asked of the base, and compares the answers.
 *
 * @param ignore names of fields that may always differ
 * @param interrupted ends it early
 * @returns undefined when users had asked nothing that could be asked again
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
  const limit = pLimit(AT_ONCE);
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

async function answerOf(url: string, interrupted: AbortSignal): Promise<Answer> {
  try {
    const answer = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.any([interrupted, AbortSignal.timeout(PATIENCE_MS)]),
    });
    // Where a redirect leads is its answer.
    const body = answer.headers.get('location') ?? (await answer.text());
    return {
      status: answer.status,
      contentType: answer.headers.get('content-type') ?? '',
      body: body.replaceAll(new URL(url).origin, ''),
    };
  } catch (error) {
    const { message, cause } = error as Error;
    return { failure: cause instanceof Error ? cause.message : message };
  }
}

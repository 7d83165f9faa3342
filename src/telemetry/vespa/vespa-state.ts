import { z } from 'zod';
import { askText } from '../http-text.ts';
import { plainAddress } from '../plain-address.ts';
import type { Shortfall } from '../shortfall.ts';
import { within } from '../within.ts';

/** Neither request may keep the metrics from being read. */
const LIMIT_MS = 1000;

/** https://docs.vespa.ai/en/reference/api/state-v1.html */
const HEALTH = '/state/v1/health';
const Health = z.object({ status: z.object({ code: z.string(), message: z.string().optional() }) });

/** An exact count without ranking, which is excluded from Vespa's metrics. */
const COUNT = `/search/?${new URLSearchParams({
  yql: 'select * from sources * where true',
  hits: '0',
  ranking: 'unranked',
  'metrics.ignore': 'true',
})}`;
const Count = z.object({
  root: z.object({
    coverage: z.object({ documents: z.number().int().nonnegative(), full: z.literal(true) }),
  }),
});

/** What the container reports if it is not up; nothing if it has no health page. */
export async function unwell(url: string, signal: AbortSignal): Promise<Shortfall[]> {
  const health = await answerOf(url, HEALTH, Health, signal);
  if (!health || health.status.code === 'up') return [];
  const { code, message } = health.status;
  const why = message === undefined ? '' : ` (${message.slice(0, 200)})`;
  return [{ message: `${plainAddress(new URL(HEALTH, url).href)}: the container is ${code}${why}` }];
}

/** The number of documents, from a query for all of them. */
export async function countDocuments(url: string, signal: AbortSignal): Promise<{ documents?: number }> {
  const documents = (await answerOf(url, COUNT, Count, signal))?.root.coverage.documents;
  return documents === undefined ? {} : { documents };
}

async function answerOf<Answer>(
  url: string,
  path: string,
  shape: z.ZodType<Answer>,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  try {
    const { text } = await within(LIMIT_MS, (limited) => askText(new URL(path, url).href, limited), signal);
    return shape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

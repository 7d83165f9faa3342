import { amountOf, isObject, numberOf, textOf } from './json-values.ts';
import { present } from './present.ts';

/** The work of one content node for a query, from Vespa's trace. */
export interface ContentSpan {
  /** Its distribution key. */
  node: string;
  /** Absent in older traces. */
  documentType?: string;
  durationMs: number;
  traces: unknown;
  /** From request to reply by the container's clock, in whole milliseconds; absent without `trace.timestamps`. */
  waitedMs?: number;
}

/** The container's messages when it sends requests to the content nodes, for matches and for summaries. */
const sending = /(search|fill) to dispatch|Sending \w+ request/i;

/** Far more than a real trace has; limits the work that a hostile response can cause. */
const MOST_PARTS = 100_000;

/** Finds the content nodes' spans, wherever they are, in the order in which the nodes replied. */
export function contentSpans(trace: unknown): ContentSpan[] {
  const spans: ContentSpan[] = [];
  const ahead: { value: unknown; at: number | undefined }[] = [{ value: trace, at: undefined }];
  let sentAt: number | undefined;
  for (let parts = 0; parts < MOST_PARTS; parts += 1) {
    const next = ahead.pop();
    if (next === undefined) break;
    const { value } = next;
    if (Array.isArray(value)) {
      for (const item of value.toReversed()) ahead.push({ value: item, at: next.at });
      continue;
    }
    if (!isObject(value)) continue;
    const durationMs = amountOf(value.duration_ms);
    if (durationMs !== undefined && value['distribution-key'] !== undefined) {
      spans.push({
        node: textOf(value['distribution-key']) ?? '?',
        durationMs,
        traces: value.traces,
        ...present({ documentType: textOf(value['document-type']), waitedMs: between(sentAt, next.at) }),
      });
      continue;
    }
    const at = numberOf(value.timestamp) ?? next.at;
    if (typeof value.message === 'string' && sending.test(value.message)) sentAt = at;
    for (const part of Object.values(value).reverse()) ahead.push({ value: part, at });
  }
  return spans;
}

/** From one timestamp to a later one; undefined if one is missing or they are out of order. */
export function between(fromMs: number | undefined, toMs: number | undefined): number | undefined {
  return fromMs === undefined || toMs === undefined || toMs < fromMs ? undefined : toMs - fromMs;
}

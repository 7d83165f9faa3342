import type { Changes } from './changes.ts';
import { watchChanges } from './changes.ts';
import { watchInputs } from './inputs.ts';
import { listen, NativeMessageChannel, nowMs, startTimer, timeOrigin } from './natives.ts';
import { type SentRequests, watchSentRequests } from './requests/sent-requests.ts';
import { addWindow, tidyRoots } from './roots.ts';
import { holds, lookOf } from './settled.ts';
import type { Settled, StartsWith } from './step-spec.ts';

/**
 * Frames of another origin. Each observes itself, by the same rules as the page, and tells the page what it saw; times
 * are epoch milliseconds, so it does not matter when a message arrives.
 */

/** What the page tells its frames: the same moments as its own. */
type Order =
  | { order: 'rest' | 'wake' }
  | { order: 'follow'; settled: Settled }
  /** To be answered, so that everything told before has been heard. */
  | { order: 'flush' };

/** What a frame tells the page. */
type Report =
  | { report: 'input'; kind: StartsWith | 'press'; at: number; delayMs: number }
  | { report: 'change'; at: number; frameAt: number; holds: boolean }
  | { report: 'sent'; id: number; url: string; method: string; body?: string; at: number }
  | { report: 'over'; id: number; answeredAt?: number }
  | { report: 'flushed' };

/** A frame that does not answer for so long is gone or busy. */
const FLUSH_LIMIT_MS = 300;

/** The first message of a frame; it carries the port for all others. */
const GREETING = 'footfall: a frame of another origin';

const epoch = (ms: number) => timeOrigin + ms;

/** In the frame: observes it, and reports to the page. */
export function reportToPage(): void {
  addWindow(window);
  const changes = watchChanges();
  const sent = watchSentRequests();
  const { port1, port2 } = new NativeMessageChannel();
  const tell = (report: Report) => port1.postMessage(report);

  watchInputs(window, (event, kind) => {
    const { timeStamp } = event;
    tell({ report: 'input', kind, at: epoch(timeStamp), delayMs: Math.max(0, nowMs() - timeStamp) });
  });
  sent.tellOf({
    sent: ({ id, url, method, body, atMs }) =>
      tell({ report: 'sent', id, url, method, ...(body !== undefined && { body }), at: epoch(atMs) }),
    over: ({ id }, answeredMs) =>
      tell({ report: 'over', id, ...(answeredMs !== undefined && { answeredAt: epoch(answeredMs) }) }),
  });
  port1.onmessage = ({ data }: MessageEvent<Order>) => {
    switch (data.order) {
      case 'rest':
        sent.rest();
        tidyRoots();
        changes.rest();
        break;
      case 'wake':
        sent.act();
        changes.wake();
        break;
      case 'follow': {
        const { settled } = data;
        const before = lookOf(settled);
        changes.follow(async (change) => {
          // The address is the page's own matter.
          const { url: _, ...here } = settled;
          const isThere = holds(here, before);
          const frameAt = epoch((await change.frame) ?? nowMs());
          if (changes.isVisible(change, () => true))
            tell({ report: 'change', at: epoch(change.atMs), frameAt, holds: isThere });
        });
        break;
      }
      case 'flush':
        tell({ report: 'flushed' });
    }
  };
  window.top?.postMessage(GREETING, '*', [port2]);
}

/** In the page: hears its frames, and merges what they saw into what it sees itself. */
export function watchForeignFrames(
  changes: Changes,
  sent: SentRequests,
  act: (kind: StartsWith | 'press', input: { atMs: number; delayMs: number }) => void,
) {
  const ports = new Set<MessagePort>();
  const flushed = new Map<MessagePort, () => void>();
  const ours = (at: number) => at - timeOrigin;

  function hear(port: MessagePort) {
    /** Requests have numbers of their own in each frame. */
    const requests = new Map<number, ReturnType<SentRequests['add']>>();
    port.onmessage = ({ data }: MessageEvent<Report>) => {
      switch (data.report) {
        case 'input':
          act(data.kind, { atMs: ours(data.at), delayMs: data.delayMs });
          break;
        case 'change':
          changes.add({
            atMs: ours(data.at),
            frame: Promise.resolve(ours(data.frameAt)),
            marks: [],
            foreign: { holds: data.holds },
          });
          break;
        case 'sent':
          requests.set(data.id, sent.add(data.url, data.method, ours(data.at), data.body));
          break;
        case 'over':
          requests.get(data.id)?.(data.answeredAt === undefined ? undefined : ours(data.answeredAt));
          requests.delete(data.id);
          break;
        case 'flushed':
          flushed.get(port)?.();
      }
    };
  }

  // The first listener of the page: the product's own never see the greeting.
  listen(
    window,
    'message',
    (event) => {
      const { data, ports: sentPorts } = event as MessageEvent;
      if (data !== GREETING || !sentPorts[0]) return;
      event.stopImmediatePropagation();
      ports.add(sentPorts[0]);
      hear(sentPorts[0]);
    },
    { capture: true },
  );

  const tell = (order: Order) => {
    for (const port of ports) port.postMessage(order);
  };
  return {
    tell,
    /** Resolves when everything that the frames have seen so far has been heard; a frame that was removed is not waited for. */
    async flush(): Promise<void> {
      if (ports.size === 0) return;
      const answers = [...ports].map((port) => new Promise<void>((resolve) => flushed.set(port, resolve)));
      tell({ order: 'flush' });
      await Promise.race([
        Promise.all(answers),
        new Promise<void>((resolve) => startTimer(resolve, FLUSH_LIMIT_MS)),
      ]);
    },
  };
}

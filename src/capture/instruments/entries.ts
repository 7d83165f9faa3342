import { NativePerformanceObserver } from '../natives.ts';

/** Fields of Chromium's newer entries that lib.dom does not know yet. */
export interface PaintStamped extends PerformanceEntry {
  paintTime?: number;
  presentationTime?: number;
}

/**
 * Collects the performance entries of one type since it was last cleared, including those not yet delivered.
 */
export interface EntryBuffer<Entry extends PerformanceEntry> {
  all(): Entry[];
  clear(): void;
}

/** Observes one entry type; an unsupported type gives an empty buffer. */
export function bufferEntries<Entry extends PerformanceEntry>(
  type: string,
  options: { durationThreshold?: number } = {},
): EntryBuffer<Entry> {
  let entries: Entry[] = [];
  if (!NativePerformanceObserver.supportedEntryTypes.includes(type))
    return { all: () => entries, clear: () => {} };
  const observer = new NativePerformanceObserver((list) => {
    entries.push(...(list.getEntries() as Entry[]));
  });
  observer.observe({ type, buffered: true, ...options } as PerformanceObserverInit);
  return {
    all: () => {
      entries.push(...(observer.takeRecords() as Entry[]));
      return entries;
    },
    clear: () => {
      observer.takeRecords();
      entries = [];
    },
  };
}

/** The entries of one type in the browser's own buffer, which holds at least the first 150 of a document. */
export function keptEntries(type: string): PerformanceEntry[] {
  const observer = new NativePerformanceObserver(() => {});
  observer.observe({ type, buffered: true });
  const entries = observer.takeRecords();
  observer.disconnect();
  return entries;
}

import type { Budget } from '../sample/budget.ts';
import type { Signal } from '../sample/signals.ts';

/** Numbers as people write them. Reasons, reports and the terminal format a value in the same way. */

const trimmed = (value: number, decimals: number) => String(Number(value.toFixed(decimals)));

/** @param ms milliseconds; `410 ms`, `1.24 s`, `2 min 5 s` */
export function formatDuration(ms: number): string {
  if (ms < 0) {
    const text = formatDuration(-ms);
    return text === '0 ms' ? text : `−${text}`;
  }
  if (ms < 9.95) return `${trimmed(ms, 1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_995) return `${trimmed(ms / 1000, 2)} s`;
  if (ms < 59_950) return `${trimmed(ms / 1000, 1)} s`;
  const seconds = Math.round(ms / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

/** @param share 0–1; `0.08 %`, `95.4 %` */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent > 0 && percent < 1 ? trimmed(percent, percent < 0.01 ? 4 : 2) : trimmed(percent, 1)} %`;
}

/** `117,791` */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 1, signDisplay: 'negative' });
}

/** `1 user`, `3,000 users`, `2 searches` */
export function howMany(count: number, one: string, many = `${one}s`): string {
  const text = formatCount(count);
  return `${text} ${text === '1' ? one : many}`;
}

/** `820 B`, `5.1 KiB`, `312 MiB`, `8.2 GiB` */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${Math.round(bytes)} B`;
  const kibibytes = bytes / 1024;
  if (kibibytes < 1023.5) return `${trimmed(kibibytes, kibibytes < 99.95 ? 1 : 0)} KiB`;
  const mebibytes = bytes / 2 ** 20;
  return mebibytes < 1024
    ? `${trimmed(mebibytes, mebibytes < 9.95 ? 1 : 0)} MiB`
    : `${trimmed(mebibytes / 1024, 1)} GiB`;
}

const byteAudits = ['total-byte-weight', 'uses-long-cache-ttl'];
const countAudits = ['dom-size', 'dom-size-insight'];

/** Lighthouse reports nearly all numeric values in milliseconds. */
function formatAudit(audit: string, value: number): string {
  if (audit === 'cumulative-layout-shift') return trimmed(value, 3);
  if (byteAudits.includes(audit)) return formatBytes(value);
  return countAudits.includes(audit) ? formatCount(value) : formatDuration(value);
}

/** A value of a budget's metric, with its unit. */
export function formatMeasure(metric: Budget['metric'], value: number): string {
  if (metric.startsWith('audits.')) return formatAudit(metric.slice('audits.'.length), value);
  if (metric.startsWith('categories.')) return trimmed(value, 2);
  switch (metric) {
    case 'cls':
      return trimmed(value, 3);
    case 'errors':
      return formatShare(value);
    case 'activeUsers':
    case 'documents':
    case 'requests':
      return formatCount(value);
    case 'transferBytes':
    case 'jsHeapBytes':
      return formatBytes(value);
    default:
      return formatDuration(value);
  }
}

/** A reading of a generator signal, or its threshold. */
export function formatSignal(signal: Signal, value: number): string {
  return signal.endsWith('Share') ? formatShare(value) : formatDuration(value);
}

const styles = {
  day: { dateStyle: 'long' },
  minute: { dateStyle: 'long', timeStyle: 'short' },
} as const;

/** `20 November 2026` or `20 November 2026, 09:30 UTC`; text that is not a date stays unchanged. */
export function dateText(stamp: string, precision: keyof typeof styles): string {
  const date = new Date(stamp);
  if (Number.isNaN(date.getTime())) return stamp;
  const words = date.toLocaleString('en-GB', { ...styles[precision], timeZone: 'UTC' });
  return precision === 'day' ? words : `${words.replace(' at ', ', ')} UTC`;
}

/** Reads JSON of unknown shape: missing values and values of another type are left out, and nothing throws. */

type JsonObject = Record<string, unknown>;

/** Enough for a name or a condition; people do not read longer texts. */
const LONGEST_TEXT = 300;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of an object; none if the value is something else. */
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** No time, count or size that we read is larger; sums of such values stay finite. */
const LARGEST = 1e15;

/** Some programs write numbers as strings. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Math.abs(number) <= LARGEST ? number : undefined;
}

/** A number that counts or measures something: never below 0. */
export function amountOf(value: unknown): number | undefined {
  const number = numberOf(value);
  return number !== undefined && number >= 0 ? number : undefined;
}

export function textOf(value: unknown, longest = LONGEST_TEXT): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? shortened(value, longest) : undefined;
}

export const shortened = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text;

/** Older versions of Vespa write 1 where newer ones write true. */
export const isTrue = (value: unknown): boolean =>
  value === true || value === 'true' || numberOf(value) === 1;

import { median, quantile } from 'simple-statistics';

/** The median; undefined without values. */
export function middle(values: number[]): number | undefined {
  return values.length === 0 ? undefined : median(values);
}

/** @param share 0–1, such as 0.9 */
export function quantileOf(values: number[], share: number): number | undefined {
  return values.length === 0 ? undefined : quantile(values, share);
}

export const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

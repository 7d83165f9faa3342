import { InputError } from '../../project/input-error.ts';

const defaultPercent = 20;

/** @returns a share of the measured value, such as 0.2 for 20 % */
export function headroomShare(text: string | undefined): number {
  const percent = text === undefined ? defaultPercent : Number(text);
  if (text?.trim() !== '' && percent >= 0 && percent <= 1000) return percent / 100;
  throw new InputError(`--headroom must be a percentage from 0 to 1000 (got "${text}"); give one like 20`);
}

import { InputError } from './input-error.ts';

/** Where the value of a setting comes from; the earlier one wins. A flag is written into the environment of its command. */
export type Origin = 'environment' | '.env' | 'footfallConfig' | 'default';

/** One thing that a run can be told, whichever way: a flag, a variable, or `footfallConfig()`. */
export interface Setting<Value> {
  /** Its place in `footfallConfig()`, with dots. */
  key: string;
  /** Absent if it can only be set in `footfallConfig()`. */
  variable?: string;
  flag?: string;
  /** What it does, for people: one or two sentences. */
  means: string;
  /** A value, for examples. */
  example: string;
  /** What holds if it is not set, in words. */
  usually: string;
  /** An address that may contain a password: it is never shown. */
  isSecret?: boolean;
  /**
   * Reads a variable's text, or checks a value of `footfallConfig()`, which comes as text too.
   *
   * @param name what it was set by, for messages
   * @throws {InputError} saying what it must be
   */
  parse(text: string, name: string): Value;
}

/** How messages name a setting: `FOOTFALL_USERS (--users)`. */
export function nameOf({ variable, flag, key }: Setting<unknown>): string {
  if (variable === undefined) return `${key} in footfallConfig()`;
  return flag === undefined ? variable : `${variable} (${flag.replaceAll(/ <.*?>/g, '')})`;
}

export function wholeNumber(min: number, max: number) {
  return (text: string, name: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new InputError(`${name} must be a whole number from ${min} to ${max} (got "${text}")`);
  };
}

export function onOrOff(text: string, name: string): boolean {
  if (text === 'on' || text === 'true') return true;
  if (text === 'off' || text === 'false') return false;
  throw new InputError(`${name} must be on or off (got "${text}")`);
}

export const asItIs = (text: string): string => text;

/** Separated by commas. */
export const list = (text: string): string[] => text.split(',').flatMap((item) => item.trim() || []);

/** An http or https address. */
export function httpAddress(text: string, name: string): string {
  if (URL.canParse(text)) {
    const url = new URL(text);
    if (url.protocol === 'http:' || url.protocol === 'https:') return url.href;
  }
  throw new InputError(
    `${name} must be an http or https address (got "${text}"); give one like http://localhost:3000/`,
  );
}

/** An address with one of these protocols. It may contain a password, so a wrong one is not shown. */
export function addressOf(protocols: string[], example: string) {
  return (text: string, name: string): string => {
    if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
    const beginnings = protocols.map((protocol) => `${protocol}//`).join(' or ');
    throw new InputError(
      `${name} must be an address that begins with ${beginnings}; give one like ${example}`,
    );
  };
}

/** Several of them, separated by commas. */
export function addressesOf(protocols: string[], example: string) {
  const address = addressOf(protocols, example);
  return (text: string, name: string): string[] => list(text).map((item) => address(item, name));
}

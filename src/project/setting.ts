import { InputError } from './input-error.ts';

/** Where the value of a setting comes from, in order of precedence. A flag is written into its command's environment. */
export type Origin = 'environment' | '.env' | 'footfallConfig' | 'default';

/** A setting of a run, given by a flag, a variable, or `footfallConfig()`. */
export interface Setting<Value> {
  /** Its path in `footfallConfig()`, with dots. */
  key: string;
  /** `undefined` if it can only be set in `footfallConfig()`. */
  variable?: string;
  flag?: string;
  /** What it does, in one or two sentences for users. */
  means: string;
  /** An example value. */
  example: string;
  /** The default, in words. */
  usually: string;
  /** An address that may contain a password, which is never shown. */
  isSecret?: boolean;
  /**
   * Parses a variable's text, or a value from `footfallConfig()`, which is passed as text too.
   *
   * @param name the setting's name in messages
   * @throws {InputError} saying which values are valid
   */
  parse(text: string, name: string): Value;
}

/** The name of a setting in messages: `FOOTFALL_USERS (--users)`. */
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

/** An http or https URL. */
export function httpAddress(text: string, name: string): string {
  if (URL.canParse(text)) {
    const url = new URL(text);
    if (url.protocol === 'http:' || url.protocol === 'https:') return url.href;
  }
  throw new InputError(
    `${name} must be an http or https URL (got "${text}"); give one like http://localhost:3000/`,
  );
}

/** A URL with one of these protocols. It may contain a password, so messages do not show an invalid one. */
export function addressOf(protocols: string[], example: string) {
  return (text: string, name: string): string => {
    if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
    const beginnings = protocols.map((protocol) => `${protocol}//`).join(' or ');
    throw new InputError(`${name} must be a URL that begins with ${beginnings}; give one like ${example}`);
  };
}

/** Several of them, separated by commas. */
export function addressesOf(protocols: string[], example: string) {
  const address = addressOf(protocols, example);
  return (text: string, name: string): string[] => list(text).map((item) => address(item, name));
}

import type { Random } from '../load/random.ts';
import type { Workload } from '../sample/workload.ts';
import type { Action } from './action.ts';

/** When a step is meant to happen, in epoch milliseconds; drawn before the step begins. */
export interface StepTiming {
  /** First key or click. */
  firstInputAt: number;
  /** When each key is typed; the first is at `firstInputAt`. */
  keysAt: number[];
  /** The timed input. */
  intendedAt: number;
  /** What is typed key by key; each letter unless it is given. */
  typing?: Workload['typing'];
}

/** Schedules a step: its timed input follows the think time, and the typing if there is any. */
export function layOutStep(
  action: Action,
  thinkFrom: number,
  thinkMs: number,
  { keyDelayMs, typing }: Pick<Workload, 'keyDelayMs' | 'typing'>,
  random: Random,
): StepTiming {
  const firstInputAt = thinkFrom + thinkMs;
  const keysAt: number[] = [];
  let at = firstInputAt;
  for (const [index] of [...(action.typed ?? '')].entries()) {
    if (index > 0) at += random.between(keyDelayMs.min, keyDelayMs.max);
    keysAt.push(at);
  }
  if (action.typed && action.act) at += random.between(keyDelayMs.min, keyDelayMs.max);
  return { firstInputAt, keysAt, intendedAt: at, ...(typing && { typing }) };
}

/** A part of a text that goes to the page with one call. */
export interface TypedPiece {
  text: string;
  at: number;
  /** Its letters are typed one by one until then; without it, it is one key, or is inserted at once. */
  untilAt?: number;
  isInserted?: boolean;
}

/**
 * The calls that type a text. A call for each letter would cost the worker more than the page; the last letter is always
 * a key of its own, at its own moment.
 */
export function typedPieces(text: string, { keysAt, typing = 'letters' }: StepTiming): TypedPiece[] {
  const letters = [...text];
  const last = letters.length - 1;
  const atOf = (index: number) => keysAt[index] as number;
  if (last < 0) return [];
  const end: TypedPiece = { text: letters[last] as string, at: atOf(last) };
  if (last === 0) return [end];
  switch (typing) {
    case 'letters':
      return [{ text: letters.slice(0, last).join(''), at: atOf(0), untilAt: atOf(last - 1) }, end];
    case 'last letter':
      return [{ text: letters.slice(0, last).join(''), at: atOf(last - 1), isInserted: true }, end];
    case 'words': {
      const pieces: TypedPiece[] = [];
      let from = 0;
      letters.slice(0, last).forEach((letter, index) => {
        if (letter !== ' ' && index !== last - 1) return;
        pieces.push({ text: letters.slice(from, index + 1).join(''), at: atOf(index), isInserted: true });
        from = index + 1;
      });
      return [...pieces, end];
    }
  }
}

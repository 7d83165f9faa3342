import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of reproducible draws. */
export interface Random {
  /** Uniform in [0, 1). */
  share(): number;
  /** Uniform in [min, max). */
  between(min: number, max: number): number;
  /** One of `items`, each as likely; `items` must not be empty. */
  pick<Item>(items: readonly Item[]): Item;
}

/** FNV-1a: spreads a name over 32 bits, so that each stream has a start of its own. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value | 0;
}

/** The stream of one purpose, such as `user 7`: the same seed and purpose always give the same draws. */
export function randomStream(seed: number, purpose: string): Random {
  const generator = xoroshiro128plus(hash(`${seed} ${purpose}`));
  const share = () => (generator.next() >>> 0) / 2 ** 32;
  return {
    share,
    between: (min, max) => min + share() * (max - min),
    pick: (items) => items[Math.floor(share() * items.length)] as (typeof items)[number],
  };
}

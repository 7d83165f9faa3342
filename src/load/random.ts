import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A reproducible stream of random numbers. */
export interface Random {
  /** Uniform in [0, 1). */
  share(): number;
  /** Uniform in [min, max). */
  between(min: number, max: number): number;
  /** One of `items`, all equally likely; `items` must not be empty. */
  pick<Item>(items: readonly Item[]): Item;
}

/**
 * FNV-1a, then the finalizer of MurmurHash3: gives each name a different seed. FNV-1a alone gives names that
 * differ in their last letter similar seeds, and the first draw of a stream is little more than its seed.
 */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
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

/**
 * A subset of a list of numbers that finds its k-th smallest member in O(log n) while members are added and
 * removed. Fenwick, "A new data structure for cumulative frequency tables", Software: Practice and Experience
 * 24 (1994), 327–336.
 */
export class RankedSet {
  readonly #sorted: Float64Array;
  /** The rank of each number in the list. */
  readonly #ranks: Uint32Array;
  /** Number of members as a Fenwick tree, with indices from 1. */
  readonly #counts: Int32Array;
  #size = 0;

  /** @param numbers all possible members, identified by their index */
  constructor(numbers: ArrayLike<number>) {
    const order = Uint32Array.from({ length: numbers.length }, (_, index) => index).sort(
      (a, b) => (numbers[a] as number) - (numbers[b] as number) || a - b,
    );
    this.#sorted = Float64Array.from(order, (index) => numbers[index] as number);
    this.#ranks = new Uint32Array(order.length);
    for (const [rank, index] of order.entries()) this.#ranks[index] = rank;
    this.#counts = new Int32Array(order.length + 1);
  }

  get size(): number {
    return this.#size;
  }

  add(index: number): void {
    this.#change(index, 1);
  }

  remove(index: number): void {
    this.#change(index, -1);
  }

  #change(index: number, by: 1 | -1): void {
    this.#size += by;
    for (let at = (this.#ranks[index] as number) + 1; at < this.#counts.length; at += at & -at) {
      this.#counts[at] = (this.#counts[at] as number) + by;
    }
  }

  /** @param place 0 for the smallest member, up to `size` − 1 */
  at(place: number): number {
    let position = 0;
    let left = place;
    for (let stride = 2 ** Math.floor(Math.log2(this.#counts.length)); stride >= 1; stride /= 2) {
      const count = this.#counts[position + stride];
      if (count !== undefined && count <= left) {
        position += stride;
        left -= count;
      }
    }
    return this.#sorted[position] as number;
  }
}

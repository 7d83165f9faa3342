import type { DistributionMetric } from '../../sample/budget.ts';
import type { PaintSource, StepSample } from '../../sample/sample.ts';
import { countsGivenUp, isAnswered, measureOf } from './pool.ts';
import { RankedSet } from './ranked-set.ts';

/** The pool that `poolOf` would return for a part of the steps, updated as steps join and leave. */
export class WindowPool {
  readonly #answered: RankedSet;
  readonly #givenUp: RankedSet;
  /** By step: 0 not measured, 1 answered, 2 timed out or failed. */
  readonly #states: Uint8Array;
  /** Number of steps that timed out or failed without a known duration. */
  #timeless = 0;
  readonly #measures: Float64Array;

  constructor(steps: StepSample[], metric: DistributionMetric, source: PaintSource | undefined) {
    this.#states = new Uint8Array(steps.length);
    this.#measures = new Float64Array(steps.length);
    for (const [index, step] of steps.entries()) {
      const measure = measureOf(step, metric, source);
      const isOpen = countsGivenUp(metric) && !isAnswered(step, source);
      this.#states[index] = isOpen ? 2 : measure === undefined ? 0 : 1;
      this.#measures[index] = measure ?? 0;
    }
    this.#answered = new RankedSet(this.#measures);
    this.#givenUp = new RankedSet(this.#measures);
  }

  join(index: number): void {
    if (this.#states[index] === 1) this.#answered.add(index);
    if (this.#states[index] === 2) this.#givenUp.add(index);
    if (this.#states[index] === 2 && this.#measures[index] === 0) this.#timeless += 1;
  }

  leave(index: number): void {
    if (this.#states[index] === 1) this.#answered.remove(index);
    if (this.#states[index] === 2) this.#givenUp.remove(index);
    if (this.#states[index] === 2 && this.#measures[index] === 0) this.#timeless -= 1;
  }

  get known(): number {
    return this.#answered.size;
  }

  /** 0 if no duration is known at all. */
  get samples(): number {
    return this.#answered.size === 0 && this.#timeless === this.#givenUp.size
      ? 0
      : this.#answered.size + this.#givenUp.size;
  }

  /** Type 7 of Hyndman and Fan, as everywhere; requires at least one sample. */
  quantile(quantile: number): number {
    const position = (this.samples - 1) * quantile;
    const below = Math.floor(position);
    const value = this.#at(below);
    return position === below ? value : value + (position - below) * (this.#at(below + 1) - value);
  }

  /**
   * Steps that timed out or failed rank above every answer, or, if there is none, at least at the shortest
   * known duration.
   */
  #at(place: number): number {
    const known = this.#answered.size;
    if (place < known) return this.#answered.at(place);
    const least = known > 0 ? this.#answered.at(known - 1) : this.#givenUp.at(this.#timeless);
    return Math.max(least, this.#givenUp.at(place - known));
  }
}

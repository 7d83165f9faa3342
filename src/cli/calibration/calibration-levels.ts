/** One user alone shows how long a page takes to draw; fifty is what Footfall is built for; even steps follow. */
const FIRST = [1, 10, 25, 50];
const STEP = 25;

/** The numbers of users to measure with, from one up to `most`. */
export function* levelsUpTo(most: number): Generator<number> {
  for (let index = 0; ; index += 1) {
    const users = FIRST[index] ?? (FIRST.at(-1) as number) + STEP * (index - FIRST.length + 1);
    if (users >= most) break;
    yield users;
  }
  yield most;
}

/** One user alone shows what a page takes to draw; fifty are what the product is built for; then on in even steps. */
const FIRST = [1, 10, 25, 50];
const STEP = 25;

/** The numbers of users that are tried, from one up to `most`. */
export function* levelsUpTo(most: number): Generator<number> {
  for (let index = 0; ; index += 1) {
    const users = FIRST[index] ?? (FIRST.at(-1) as number) + STEP * (index - FIRST.length + 1);
    if (users >= most) break;
    yield users;
  }
  yield most;
}

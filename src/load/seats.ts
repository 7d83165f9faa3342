/** Users of one journey that share a Playwright worker. */
export interface Crew {
  journey: string;
  users: number[];
}

/**
 * Groups the users of each journey into crews of at most `usersPerWorker`.
 *
 * @param seats the journey of each user
 */
export function crewsOf(seats: string[], usersPerWorker: number): Crew[] {
  const crews: Crew[] = [];
  for (const [user, journey] of seats.entries()) {
    const open = crews.find((crew) => crew.journey === journey && crew.users.length < usersPerWorker);
    if (open) open.users.push(user);
    else crews.push({ journey, users: [user] });
  }
  return crews;
}

/** A crew's title in Playwright's reports: `look up · user 3`, `look up · users 3, 7`. */
export function titleOf({ journey, users }: Crew): string {
  return `${journey} · ${users.length === 1 ? 'user' : 'users'} ${users.join(', ')}`;
}

/**
 * Distributes users over journeys by largest remainder: every journey gets the whole part of its quota, and
 * the remaining users go to the largest fractions; on a tie, to the journey listed first.
 *
 * @param mix journey → weight above 0
 * @returns the journey of each user; the users of a journey are spread evenly over the user numbers
 */
export function dealSeats(mix: Record<string, number>, users: number): string[] {
  const total = Object.values(mix).reduce((sum, weight) => sum + weight, 0);
  const quotas = Object.entries(mix).map(([journey, weight]) => ({
    journey,
    quota: (users * weight) / total,
  }));
  const seats = quotas.map(({ journey, quota }) => ({ journey, count: Math.floor(quota), rest: quota % 1 }));
  const left = users - seats.reduce((sum, { count }) => sum + count, 0);
  for (const seat of seats.toSorted((a, b) => b.rest - a.rest).slice(0, left)) seat.count += 1;
  return seats
    .flatMap(({ journey, count }, order) =>
      Array.from({ length: count }, (_, index) => ({ journey, order, position: (index + 0.5) / count })),
    )
    .sort((a, b) => a.position - b.position || a.order - b.order)
    .map(({ journey }) => journey);
}

/** The annotation of a crew's test that says which steps failed. The test itself passes: its users were not lost. */
export const FAILED_STEPS = 'failed steps';

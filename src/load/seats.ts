/**
 * Deals users out to journeys by largest remainder: every journey gets the whole part of its quota, and what is left
 * goes to the largest fractions; on a tie, to the journey named first.
 *
 * @param mix journey → weight above 0
 * @returns the journey of each user; users of a journey are spread over the numbers
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

import { expect, test } from '@playwright/test';
import { crewsOf, dealSeats, titleOf } from '../../src/load/seats.ts';

const countOf = (seats: string[]) =>
  seats.reduce<Record<string, number>>(
    (counts, name) => ({ ...counts, [name]: (counts[name] ?? 0) + 1 }),
    {},
  );

test('whole quotas are used as they are', () => {
  expect(countOf(dealSeats({ a: 30, b: 20, c: 50 }, 50))).toEqual({ a: 15, b: 10, c: 25 });
});

test('remaining users go to the largest remainders', () => {
  // Quotas of 10 seats: 4.7, 3.1, 2.2. Whole parts make 9, the tenth goes to 4.7.
  expect(countOf(dealSeats({ a: 4.7, b: 3.1, c: 2.2 }, 10))).toEqual({ a: 5, b: 3, c: 2 });
});

test('on a tie, the journey listed first gets the user', () => {
  expect(dealSeats({ a: 1, b: 1 }, 1)).toEqual(['a']);
});

test('with fewer users than journeys, the rarest journeys are left out', () => {
  expect(countOf(dealSeats({ often: 8, sometimes: 5, rarely: 1 }, 2))).toEqual({ often: 1, sometimes: 1 });
});

test('the users of a journey are spread over the user numbers', () => {
  expect(dealSeats({ a: 1, b: 1 }, 4)).toEqual(['a', 'b', 'a', 'b']);
});

test('with one user per worker, every user is a separate crew', () => {
  expect(crewsOf(['a', 'b', 'a'], 1)).toEqual([
    { journey: 'a', users: [0] },
    { journey: 'b', users: [1] },
    { journey: 'a', users: [2] },
  ]);
});

test('users of one journey share a worker, up to the maximum', () => {
  const crews = crewsOf(['a', 'b', 'a', 'a', 'b', 'a', 'a'], 2);
  expect(crews).toEqual([
    { journey: 'a', users: [0, 2] },
    { journey: 'b', users: [1, 4] },
    { journey: 'a', users: [3, 5] },
    { journey: 'a', users: [6] },
  ]);
  expect(crews.map(titleOf)).toEqual(['a · users 0, 2', 'b · users 1, 4', 'a · users 3, 5', 'a · user 6']);
});

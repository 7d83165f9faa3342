import { expect, test } from '@playwright/test';
import { dealSeats } from '../../src/load/seats.ts';

const countOf = (seats: string[]) =>
  seats.reduce<Record<string, number>>(
    (counts, name) => ({ ...counts, [name]: (counts[name] ?? 0) + 1 }),
    {},
  );

test('quotas that are whole are dealt as they are', () => {
  expect(countOf(dealSeats({ a: 30, b: 20, c: 50 }, 50))).toEqual({ a: 15, b: 10, c: 25 });
});

test('what is left goes to the largest remainders', () => {
  // Quotas of 10 seats: 4.7, 3.1, 2.2. Whole parts make 9, the tenth goes to 4.7.
  expect(countOf(dealSeats({ a: 4.7, b: 3.1, c: 2.2 }, 10))).toEqual({ a: 5, b: 3, c: 2 });
});

test('on a tie the journey named first gets the seat', () => {
  expect(dealSeats({ a: 1, b: 1 }, 1)).toEqual(['a']);
});

test('fewer users than journeys leaves the rarest out', () => {
  expect(countOf(dealSeats({ often: 8, sometimes: 5, rarely: 1 }, 2))).toEqual({ often: 1, sometimes: 1 });
});

test('the users of a journey are spread over the numbers', () => {
  expect(dealSeats({ a: 1, b: 1 }, 4)).toEqual(['a', 'b', 'a', 'b']);
});

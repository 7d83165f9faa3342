import { expect, test } from '@playwright/test';
import { arrivalMs, phaseAt, scheduleFrom } from '../../src/load/schedule.ts';
import peak from '../../workloads/peak.ts';

test('the steady state begins after the ramp and one think time, and lasts as long as configured', () => {
  expect(scheduleFrom(1000, peak)).toEqual({ releasedAt: 1000, steadyStartAt: 17_000, steadyEndAt: 77_000 });
});

test('one user arrives in each equal slice of the ramp', () => {
  for (let user = 0; user < peak.users; user += 1) {
    const slice = Math.floor((arrivalMs(user, peak) / peak.rampMs) * peak.users);
    expect(slice).toBe(user);
  }
});

test('a step belongs to the phase in which it was meant to begin', () => {
  const schedule = { releasedAt: 0, steadyStartAt: 100, steadyEndAt: 200 };
  expect([99.9, 100, 199.9].map((at) => phaseAt(at, schedule))).toEqual(['ramp', 'steady', 'steady']);
});

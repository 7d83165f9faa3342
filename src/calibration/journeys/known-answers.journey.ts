import { test } from '@playwright/test';
import { journey } from '../../user/journey.ts';
import { ask, question } from '../ask.ts';

/** A user that waits in vain does nothing else for seconds: it happens in one round of eight, and not in the very first. */
const VAIN = { everyRounds: 8, from: 4 };

let rounds = 0;

journey('known answers', async ({ user }) => {
  // Each worker is elsewhere in its count, so that not everybody waits in vain at once.
  const waitsInVain = (rounds + test.info().workerIndex) % VAIN.everyRounds === VAIN.from;
  rounds += 1;
  await user.step('fixed', ask(question('fixed')));
  await user.step('uniform', ask(question('uniform')));
  await user.step('heavy-tailed', ask(question('heavy-tailed')));
  await user.step('large', ask(question('large')));
  await user.step('two parts', ask(question('two parts')));
  // The last, since a journey ends where a step is given up.
  if (waitsInVain) await user.step('no answer', ask(question('no answer')));
});

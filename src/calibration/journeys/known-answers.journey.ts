import { test } from '@playwright/test';
import { journey } from '../../user/journey.ts';
import { ask, askAsYouType, askKind, question } from '../ask.ts';

/** Waiting for a missing response takes seconds, so it happens in one round of eight, not in the first. */
const NO_ANSWER = { everyRounds: 8, from: 4 };

let rounds = 0;

journey('known answers', async ({ user }) => {
  // Offset by worker, so that not all users wait at the same time.
  const getsNoAnswer = (rounds + test.info().workerIndex) % NO_ANSWER.everyRounds === NO_ANSWER.from;
  rounds += 1;
  await user.step('fixed', ask(question('fixed')));
  await user.step('uniform', ask(question('uniform')));
  await user.step('heavy-tailed', ask(question('heavy-tailed')));
  await user.step('large', ask(question('large')));
  await user.step('two parts', ask(question('two parts')));
  await user.step('rendered late', askKind('rendered late'));
  await user.step('skeleton first', askKind('skeleton first'));
  await user.step('shadow root', askKind('shadow root'));
  await user.step('frame', askKind('frame'));
  await user.step('as you type', askAsYouType());
  // Must be the last step, since a step that times out ends the journey.
  if (getsNoAnswer) await user.step('no answer', ask(question('no answer')));
});

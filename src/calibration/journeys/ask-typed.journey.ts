import { journey } from '../../user/journey.ts';
import { ask, question } from '../ask.ts';

/** A query of typical length, typed as people type. */
const LETTERS = 13;

journey('ask typed', async ({ user }) => {
  const text = question().padEnd(LETTERS, '0').slice(-LETTERS);
  await user.step('ask', {
    ...ask(text),
    typed: text,
    act: (page) => page.keyboard.press('Enter'),
  });
});

import { journey } from '../../user/journey.ts';
import { ask, question } from '../ask.ts';

journey('ask', async ({ user, queries }) => {
  await user.step('ask', ask(question(queries)));
});

import { journey } from '../../user/journey.ts';
import { ask, question } from '../ask.ts';

journey('ask', async ({ user }) => {
  await user.step('ask', ask(question()));
});

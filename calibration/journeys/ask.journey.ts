import { journey } from '../../fixtures/test.ts';
import { ask, question } from '../ask.ts';

journey('ask', async ({ user, queries }) => {
  await user.step('ask', ask(question(queries)));
});

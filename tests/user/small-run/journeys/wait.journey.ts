import { journey } from '../../../../src/user/journey.ts';
import { ask } from '../../ask.ts';

journey('wait', async ({ user }) => {
  await user.step('ask', ask('silence'));
});

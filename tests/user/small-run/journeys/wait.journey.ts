import { journey } from 'footfall';
import { ask } from '../../ask.ts';

journey('wait', async ({ user }) => {
  await user.step('ask', ask('silence'));
});

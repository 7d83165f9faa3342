import { journey } from 'footfall';
import { ask } from '../../../user/ask.ts';

let asked = 0;

journey('ask', async ({ user }) => {
  asked += 1;
  await user.step('ask', ask(`lamp ${asked}`));
});

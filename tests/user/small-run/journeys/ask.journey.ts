import { journey } from 'footfall';
import { ask } from '../../ask.ts';

let asked = 0;

journey('ask', async ({ user, queries }) => {
  asked += 1;
  await user.step('ask', ask(`${queries.draw('head').text} ${asked}`));
});

import { journey } from 'footfall';
import { ask } from '../../ask.ts';

/** Counts the walks of all users of a worker: one of them begins the fifth walk. */
let walks = 0;

journey('give up', async ({ user, queries }) => {
  walks += 1;
  if (walks === 5) throw new Error('had enough');
  await user.step('ask', ask(`${queries.draw('head').text} ${walks}`));
});

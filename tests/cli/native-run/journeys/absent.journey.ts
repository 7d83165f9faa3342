import { journey } from 'footfall';
import { ask } from '../../../user/ask.ts';

// Looks as if it were registered, but is not.
if (process.env.NOT_SET) {
  journey('absent', async ({ user }) => {
    await user.step('ask', ask('lamp'));
  });
}

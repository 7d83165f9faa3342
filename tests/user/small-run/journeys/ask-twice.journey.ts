import { journey } from '../../../../src/user/journey.ts';
import { ask } from '../../ask.ts';

journey('ask twice', async ({ user, search, queries }) => {
  await user.step('open home', search.open());
  await user.step('ask', ask(queries.draw('head').text));
  await user.step('ask again', ask(`again ${queries.draw('head').text}`));
});

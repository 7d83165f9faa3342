import { journey } from 'footfall';
import { ask, openHome } from '../../ask.ts';

journey('ask twice', async ({ user, queries, url }) => {
  await user.step('open home', openHome(url));
  await user.step('ask', ask(queries.draw('head').text));
  await user.step('ask again', ask(`again ${queries.draw('head').text}`));
});

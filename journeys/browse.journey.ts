import { journey } from '../fixtures/test.ts';

journey('browse', async ({ user, search }) => {
  await user.step('open home', search.open());
  await user.step('pick a category', search.browseCategory());
  await user.step('turn the page', search.nextPage());
  await user.step('turn it again', search.nextPage());
  await user.step('open a result', search.openAnyResult());
});

import { journey } from '../fixtures/test.ts';

journey('search and refine', async ({ user, search, queries }) => {
  const query = queries.draw('filtered');

  await user.step('search', search.search(query.text));
  await user.step('refine', search.refineBy(query));
  await user.step('turn the page', search.nextPage());
  await user.step('open a result', search.openAnyResult());
  await user.step('go back', search.backToResults());
});

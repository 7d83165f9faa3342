import { journey } from '../fixtures/test.ts';

journey('explore', async ({ user, search, queries }) => {
  const { text } = queries.draw('head', 'title', 'definition');

  await user.step('search', search.search(text));
  await user.step('open a result', search.openAnyResult());
  await user.step('follow a relation', search.followRelated());
  await user.step('follow another', search.followRelated());
});

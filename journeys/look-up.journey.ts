import { journey } from '../fixtures/test.ts';

journey('look up', async ({ user, search, queries }) => {
  const { text } = queries.draw('head', 'title');

  await user.step('open home', search.open());
  await user.step('type', search.type(text));
  await user.step('take a suggestion', search.takeFirstSuggestion());
  await user.step('read a document', search.openFirstResult());
});

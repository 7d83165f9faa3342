import { journey } from '../fixtures/test.ts';

journey('recover', async ({ user, search, queries }) => {
  const { text } = queries.draw('misspelt');

  await user.step('search misspelt', search.search(text));
  await user.step('take the correction', search.takeCorrection());
  await user.step('open a result', search.openAnyResult());
});

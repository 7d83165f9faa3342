import { journey } from '../fixtures/test.ts';

/** Not walked by users: it leads Lighthouse to the pages to audit; each page has the name of its step. */
journey('audited pages', async ({ user, search, queries }) => {
  const { text } = queries.draw('head');
  await user.step('results', search.search(text));
  await user.step('document', search.openFirstResult());
});

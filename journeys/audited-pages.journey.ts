import { journey } from '../fixtures/test.ts';

/** No user walks it: it leads Lighthouse over the pages that it audits, each named by its step. */
journey('audited pages', async ({ user, search, queries }) => {
  const { text } = queries.draw('head');
  await user.step('results', search.search(text));
  await user.step('document', search.openFirstResult());
});

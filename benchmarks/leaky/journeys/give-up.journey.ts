import { journey } from 'footfall';

/** A journey that fails, and says more than it should. */
journey('give up', async ({ user, url }) => {
  console.log(`logged in with token=${process.env.LEAKY_PRINTED}`);
  await user.step('open home', {
    kind: 'navigation',
    startsWith: 'navigation',
    settled: { selector: 'input' },
    act: async (page) => {
      await page.goto(url, { waitUntil: 'commit' });
    },
  });
  throw new Error(`had enough of Bearer ${process.env.LEAKY_THROWN}`);
});

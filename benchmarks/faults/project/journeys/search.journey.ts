import { journey } from 'footfall';

const box = { selector: '#box input', choice: 0 };

let asked = 0;

journey('search', async ({ user, queries }) => {
  // No two queries are the same, so an answer is always a change.
  asked += 1;
  const text = `${queries.draw('head').text} ${asked}`;
  await user.step('search', {
    kind: 'query',
    startsWith: 'keydown',
    aim: box,
    begin: (page, { x, y }) => page.mouse.click(x, y, { clickCount: 3 }),
    typed: text,
    settled: { selector: '#hits', text: `${text} 0` },
  });
});

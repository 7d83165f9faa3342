import { journey } from 'footfall';

let searches = 0;

/** Every fourth search is never answered. */
journey('search', async ({ user, queries }) => {
  searches += 1;
  const text = searches % 4 === 0 ? 'silence' : `${queries.draw('head').text} ${searches}`;
  await user.step('search', {
    kind: 'query',
    startsWith: 'keydown',
    aim: { selector: 'input', choice: 0 },
    typed: text,
    settled: { selector: 'output', attribute: { name: 'data-for', value: text } },
    begin: (page, { x, y }) => page.mouse.click(x, y),
    act: (page) => page.keyboard.press('Enter'),
  });
});

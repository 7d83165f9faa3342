import { after, type Kind, searching, searchPage } from '../kind.ts';

/** The page renders a while after the answer. */
export default {
  what: 'an answer after 300 ms, rendered 150 ms later',
  routes: {
    '/': searchPage(`
      await (await fetch('/search')).json();
      setTimeout(() => show(hits(box.value)), 150);`),
    '/search': after(300),
  },
  ways: () => ({
    locator: {
      action: { ...searching('reed', {}), shows: (page) => page.getByText('reed 3') },
      verdict: 'true',
    },
    nothing: { action: searching('reed', {}), verdict: 'true' },
    response: { action: searching('reed', { response: '/search' }), verdict: 'true' },
  }),
} satisfies Kind;

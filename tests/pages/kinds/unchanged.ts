import { after, type Kind, searching, searchPage } from '../kind.ts';

/** The results are those that were there before. */
export default {
  what: 'a query that finds what was there before, answered after 300 ms',
  routes: {
    '/': searchPage(`await (await fetch('/search')).json(); shown();`, {
      first: `list.innerHTML = hits('always');`,
    }),
    '/search': after(300),
  },
  ways: () => ({
    locator: {
      action: { ...searching('same', {}), shows: (page) => page.getByText('always 1') },
      verdict: 'misfit',
    },
    selector: { action: searching('same', { selector: '.hit' }), verdict: 'misfit' },
    response: { action: searching('same', { selector: '.hit', response: '/search' }), verdict: 'true' },
    nothing: { action: searching('same', {}), verdict: 'true' },
  }),
} satisfies Kind;

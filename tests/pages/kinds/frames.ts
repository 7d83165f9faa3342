import { after, clicking, type Kind, pageOf, searching, searchPage } from '../kind.ts';

/** The search box and the results are in a frame of the same origin, which fetches by itself. */
export default {
  what: 'search box and results in a frame that fetches by itself (300 ms)',
  routes: {
    '/': pageOf('<h1>Our shop</h1><iframe src="/widget" style="width: 90%; height: 400px"></iframe>'),
    '/widget': searchPage(`await (await fetch('/search')).json(); show(hits(box.value)); top.truth = truth;`),
    '/search': after(300),
  },
  ways: () => ({
    locator: {
      action: {
        ...searching('palm', {}),
        shows: (page) => page.frameLocator('iframe').getByRole('link', { name: 'palm 2' }),
      },
      verdict: 'true',
    },
    nothing: { action: searching('palm', {}), verdict: 'true' },
    selector: { action: searching('palm', { selector: '.hit' }), verdict: 'true' },
    text: { action: searching('palm', { selector: '#hits', text: 'palm 1' }), verdict: 'true' },
    response: { action: searching('palm', { response: '/search' }), verdict: 'true' },
  }),
} satisfies Kind;

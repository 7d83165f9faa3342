import { after, type Kind, searching, searchPage } from '../kind.ts';

/** Placeholders have the class of results. */
export default {
  what: 'a skeleton with the class of results, hits after 300 ms',
  routes: {
    '/': searchPage(`
      list.innerHTML = '<div class="hit skeleton"></div>'.repeat(6);
      await (await fetch('/search')).json();
      show(hits(box.value));`),
    '/search': after(300),
  },
  ways: () => ({
    locator: {
      action: { ...searching('rush', {}), shows: (page) => page.getByRole('link').nth(3) },
      verdict: 'true',
    },
    nothing: { action: searching('rush', {}), verdict: 'true' },
    selector: { action: searching('rush', { selector: '.hit' }), verdict: 'doubtful' },
    'selector, skeleton gone': {
      action: searching('rush', { selector: '.hit', gone: '.skeleton' }),
      verdict: 'true',
    },
    'selector, changed': {
      action: searching('rush', { selector: '.hit a', changed: true }),
      verdict: 'true',
    },
  }),
} satisfies Kind;

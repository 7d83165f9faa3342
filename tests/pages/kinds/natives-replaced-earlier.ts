import { after, type Kind, searching, searchPage } from '../kind.ts';

/** Something replaced the clock before Footfall could take it: an extension, a polyfill in an earlier script. */
export default {
  what: 'a clock that was replaced before Footfall came',
  earlier: `const real = performance.now.bind(performance); performance.now = () => Math.floor(real() / 100) * 100;`,
  routes: {
    '/': searchPage(`await (await fetch('/search')).json(); show(hits(box.value));`),
    '/search': after(320),
  },
  ways: () => ({ selector: { action: searching('root', { selector: '.hit' }), verdict: 'doubtful' } }),
} satisfies Kind;

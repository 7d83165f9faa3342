import { after, bundled, javascript, type Kind, searching, searchPage } from '../kind.ts';

/** The page replaces what others measure with: fake timers, a polyfill that polls, zone.js. */
export default {
  what: 'a page that replaces performance.now and MutationObserver, with zone.js',
  routes: {
    '/': searchPage(`await (await fetch('/search')).json(); show(hits(box.value));`, {
      first: `
      performance.now = () => 3_600_000;
      window.MutationObserver = class {
        constructor(callback) { this.callback = callback; }
        observe() { natives.timer = setInterval(() => this.callback([]), 500); }
        disconnect() {}
        takeRecords() { return []; }
      };`,
      head: '<script src="/zone.js"></script>',
    }),
    '/zone.js': javascript(bundled(`import 'zone.js';`)),
    '/search': after(320),
  },
  ways: () => ({
    nothing: { action: searching('root', {}), verdict: 'true' },
    selector: { action: searching('root', { selector: '.hit' }), verdict: 'true' },
    response: { action: searching('root', { response: '/search' }), verdict: 'true' },
  }),
} satisfies Kind;

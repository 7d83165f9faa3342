import { after, bundled, hitsScript, javascript, type Kind, pageOf, searching } from '../kind.ts';

/** The page replaces what others measure with: fake timers, a polyfill that polls, zone.js. */
export default {
  what: 'a page that replaces performance.now and MutationObserver, with zone.js',
  routes: {
    '/': pageOf(
      '<input><div id="hits"></div>',
      `${hitsScript}
      performance.now = () => 3_600_000;
      window.MutationObserver = class {
        constructor(callback) { this.callback = callback; }
        observe() { natives.timer = setInterval(() => this.callback([]), 500); }
        disconnect() {}
        takeRecords() { return []; }
      };
      const box = document.querySelector('input');
      box.addEventListener('keydown', async (event) => {
        acted(event);
        if (event.key !== 'Enter') return;
        await (await fetch('/search')).json();
        document.querySelector('#hits').innerHTML = hits(box.value);
        shown();
      });`,
      '<script src="/zone.js"></script>',
    ),
    '/zone.js': javascript(bundled(`import 'zone.js';`)),
    '/search': after(320),
  },
  ways: () => ({
    nothing: { action: searching('root', {}), verdict: 'true' },
    selector: { action: searching('root', { selector: '.hit' }), verdict: 'true' },
    response: { action: searching('root', { response: '/search' }), verdict: 'true' },
  }),
} satisfies Kind;

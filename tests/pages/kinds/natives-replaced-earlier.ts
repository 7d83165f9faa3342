import { after, hitsScript, type Kind, pageOf, searching } from '../kind.ts';

/** Something replaced the clock before Footfall could take it: an extension, a polyfill in an earlier script. */
export default {
  what: 'a clock that was replaced before Footfall came',
  earlier: `const real = performance.now.bind(performance); performance.now = () => Math.floor(real() / 100) * 100;`,
  routes: {
    '/': pageOf(
      '<input><div id="hits"></div>',
      `${hitsScript}
      const box = document.querySelector('input');
      box.addEventListener('keydown', async (event) => {
        acted(event);
        if (event.key !== 'Enter') return;
        await (await fetch('/search')).json();
        document.querySelector('#hits').innerHTML = hits(box.value);
        shown();
      });`,
    ),
    '/search': after(320),
  },
  ways: () => ({ selector: { action: searching('root', { selector: '.hit' }), verdict: 'doubtful' } }),
} satisfies Kind;

import { after, hitsScript, type Kind, pageOf, searching } from '../kind.ts';

/** A clock and a carousel change all the time, whatever the user does. */
export default {
  what: 'a clock (50 ms) and a carousel (250 ms) that never rest, hits after 350 ms',
  routes: {
    '/': pageOf(
      '<p id="clock"></p><div id="carousel" style="height: 60px"></div><input><div id="hits"></div>',
      `${hitsScript}
      setInterval(() => { document.querySelector('#clock').textContent = new Date().toISOString(); }, 50);
      let slide = 0;
      setInterval(() => { document.querySelector('#carousel').innerHTML = '<p>slide ' + (slide += 1) + '</p>'; }, 250);
      const box = document.querySelector('input');
      box.addEventListener('keydown', async (event) => {
        acted(event);
        if (event.key !== 'Enter') return;
        await (await fetch('/search')).json();
        document.querySelector('#hits').innerHTML = hits(box.value);
        shown();
      });`,
    ),
    '/search': after(350),
  },
  ways: () => ({
    nothing: { action: searching('vine', {}), verdict: 'true' },
    response: { action: searching('vine', { response: '/search' }), verdict: 'true' },
    text: { action: searching('vine', { text: 'vine 0' }), verdict: 'true' },
    'quiet without them': {
      action: searching('vine', { quietMs: 400, without: '#clock, #carousel' }),
      verdict: 'true',
    },
  }),
} satisfies Kind;

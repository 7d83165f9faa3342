import { after, type Kind, searching, searchPage } from '../kind.ts';

/** A clock and a carousel change all the time, whatever the user does. */
export default {
  what: 'a clock (50 ms) and a carousel (250 ms) that never rest, hits after 350 ms',
  routes: {
    '/': searchPage(`await (await fetch('/search')).json(); show(hits(box.value));`, {
      body: '<p id="clock"></p><div id="carousel" style="height: 60px"></div>',
      first: `
      setInterval(() => { document.querySelector('#clock').textContent = new Date().toISOString(); }, 50);
      let slide = 0;
      setInterval(() => { document.querySelector('#carousel').innerHTML = '<p>slide ' + (slide += 1) + '</p>'; }, 250);`,
    }),
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

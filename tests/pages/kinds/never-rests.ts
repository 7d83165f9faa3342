import { after, type Kind, searching, searchPage } from '../kind.ts';

/** Most of the page changes all the time: too much to be taken for something small that moves by itself. */
export default {
  what: 'a picture behind the whole page that never rests, hits after 350 ms',
  routes: {
    '/': searchPage(`await (await fetch('/search')).json(); show(hits(box.value));`, {
      body: '<div id="stage" style="position: fixed; inset: 0; z-index: -1"></div>',
      first: `
      let frame = 0;
      setInterval(() => { document.querySelector('#stage').textContent = 'frame ' + (frame += 1); }, 50);`,
    }),
    '/search': after(350),
  },
  ways: () => ({
    nothing: { action: searching('vine', {}), verdict: 'misfit' },
    'nothing, without it': { action: searching('vine', { without: '#stage' }), verdict: 'true' },
    // The picture is a part of the body's text, which changes again at once.
    text: { action: searching('vine', { text: 'vine 0' }), verdict: 'doubtful' },
    selector: { action: searching('vine', { selector: '.hit', changed: true }), verdict: 'true' },
  }),
} satisfies Kind;

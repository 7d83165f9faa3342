import { after, hitsScript, type Kind, pageOf, typing } from '../kind.ts';

/** Search as you type: a letter is answered at once, the whole query late. */
export default {
  what: 'search as you type: each letter answered in 30 ms, the whole query in 600',
  routes: {
    '/': pageOf(
      '<input><div id="hits"></div>',
      `${hitsScript}
      const box = document.querySelector('input');
      box.addEventListener('keydown', acted);
      box.addEventListener('input', async () => {
        const text = box.value;
        const answer = await (await fetch('/suggest?q=' + text)).json();
        if (text !== box.value) return;
        document.querySelector('#hits').innerHTML = hits(text);
        shown();
      });`,
    ),
    '/suggest': async (request, response) =>
      after(request.url?.endsWith('=moss') ? 600 : 30)(request, response),
  },
  ways: () => ({
    nothing: { action: typing('moss', {}), verdict: 'true' },
    response: { action: typing('moss', { response: '/suggest' }), verdict: 'true' },
    selector: { action: typing('moss', { selector: '.hit' }), verdict: 'true' },
    text: { action: typing('moss', { text: 'moss 0' }), verdict: 'true' },
  }),
} satisfies Kind;

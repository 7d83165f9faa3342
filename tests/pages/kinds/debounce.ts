import { after, hitsScript, type Kind, pageOf, typing } from '../kind.ts';

/** The page echoes each key at once, waits for a pause in typing, and then asks. */
export default {
  what: 'an echo of each key, then 200 ms of debounce and an answer after 300',
  routes: {
    '/': pageOf(
      '<input><p id="echo"></p><div id="hits"></div>',
      `${hitsScript}
      const box = document.querySelector('input');
      let timer;
      box.addEventListener('keydown', acted);
      box.addEventListener('input', () => {
        document.querySelector('#echo').textContent = 'You typed ' + box.value;
        clearTimeout(timer);
        timer = setTimeout(async () => {
          await (await fetch('/search?q=' + box.value)).json();
          document.querySelector('#hits').innerHTML = hits(box.value);
          shown();
        }, 200);
      });`,
    ),
    '/search': after(300),
  },
  ways: () => ({
    nothing: { action: typing('iris', {}), verdict: 'true' },
    'quiet of 100 ms': { action: typing('iris', { quietMs: 100 }), verdict: 'doubtful' },
    response: { action: typing('iris', { response: '/search' }), verdict: 'true' },
  }),
} satisfies Kind;

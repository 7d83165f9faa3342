import { after, hitsScript, type Kind, pageOf, searching } from '../kind.ts';

/** The page renders a while after the answer. */
export default {
  what: 'an answer after 300 ms, rendered 150 ms later',
  routes: {
    '/': pageOf(
      '<input><div id="hits"></div>',
      `${hitsScript}
      const box = document.querySelector('input');
      box.addEventListener('keydown', async (event) => {
        acted(event);
        if (event.key !== 'Enter') return;
        await (await fetch('/search')).json();
        setTimeout(() => {
          document.querySelector('#hits').innerHTML = hits(box.value);
          shown();
        }, 150);
      });`,
    ),
    '/search': after(300),
  },
  ways: () => ({
    locator: {
      action: { ...searching('reed', {}), shows: (page) => page.getByText('reed 3') },
      verdict: 'true',
    },
    nothing: { action: searching('reed', {}), verdict: 'true' },
    response: { action: searching('reed', { response: '/search' }), verdict: 'true' },
  }),
} satisfies Kind;

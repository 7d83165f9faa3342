import { after, hitsScript, type Kind, pageOf, searching } from '../kind.ts';

/** Suggestions and hits are asked for at one address, as with GraphQL or a multi-search. */
export default {
  what: 'suggestions (30 ms) and hits (600 ms) from one POST address',
  routes: {
    '/': pageOf(
      '<input><ul id="suggestions"></ul><div id="hits"></div>',
      `${hitsScript}
      const box = document.querySelector('input');
      const ask = async (operation) => (await fetch('/graphql', { method: 'POST', body: JSON.stringify({ operation, q: box.value }) })).json();
      box.addEventListener('keydown', async (event) => {
        acted(event);
        if (event.key !== 'Enter') return;
        ask('suggest').then(() => { document.querySelector('#suggestions').innerHTML = '<li>' + box.value + '</li>'; });
        await ask('search');
        document.querySelector('#hits').innerHTML = hits(box.value);
        shown();
      });`,
    ),
    '/graphql': (request, response) => {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        const ms = body.includes('"search"') ? 600 : 30;
        setTimeout(() => response.end('{}'), ms);
      });
    },
  },
  ways: () => ({
    nothing: { action: searching('fern', {}), verdict: 'true' },
    response: { action: searching('fern', { response: '/graphql' }), verdict: 'true' },
    'response by body': {
      action: searching('fern', { response: { url: '/graphql', method: 'POST', body: '"search"' } }),
      verdict: 'true',
    },
  }),
} satisfies Kind;

import { after, bundled, javascript, type Kind, pageOf, typing } from '../kind.ts';

const app = bundled(`
  import instantsearch from 'instantsearch.js';
  import { configure, hits, searchBox } from 'instantsearch.js/es/widgets';
  const searchClient = {
    async search(requests) {
      const answer = await fetch('/indexes/*/queries', { method: 'POST', body: JSON.stringify({ requests }) });
      return answer.json();
    },
  };
  const search = instantsearch({ indexName: 'products', searchClient });
  let timer;
  search.addWidgets([
    configure({ hitsPerPage: 6 }),
    searchBox({ container: '#box', queryHook(query, run) { clearTimeout(timer); timer = setTimeout(() => run(query), 120); } }),
    hits({ container: '#hits', templates: { item: (hit) => hit.name } }),
  ]);
  search.start();
  document.querySelector('input').addEventListener('keydown', acted);
  search.on('render', () => { if (search.helper.lastResults?.query) shown(); });`);

/** InstantSearch with a debounce, on a multi-search address. */
export default {
  what: 'InstantSearch with a debounce of 120 ms, answers after 300',
  routes: {
    '/': pageOf('<div id="box"></div><div id="hits"></div>', '', '<script defer src="/app.js"></script>'),
    '/app.js': javascript(app),
    '/indexes/*/queries': after(300, (_request, body) => {
      const { requests } = JSON.parse(body) as { requests: { params: { query?: string } }[] };
      return {
        results: requests.map(({ params: { query = '' } }) => ({
          hits: Array.from({ length: 6 }, (_, n) => ({ objectID: String(n), name: `${query} ${n}` })),
          query,
          nbHits: 6,
          page: 0,
          nbPages: 1,
          hitsPerPage: 6,
          processingTimeMS: 1,
          params: '',
          index: 'products',
          exhaustiveNbHits: true,
        })),
      };
    }),
  },
  ways: () => ({
    locator: {
      action: {
        ...typing('lily', {}),
        shows: (page) => page.getByRole('listitem').filter({ hasText: 'lily 0' }),
      },
      verdict: 'true',
    },
    nothing: { action: typing('lily', {}), verdict: 'true' },
    text: { action: typing('lily', { selector: '#hits', text: 'lily 0' }), verdict: 'true' },
    response: { action: typing('lily', { response: '/queries' }), verdict: 'true' },
  }),
} satisfies Kind;

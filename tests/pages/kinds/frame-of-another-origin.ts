import { after, clicking, hitsScript, type Kind, pageOf } from '../kind.ts';

/** A button of the page makes a frame of another origin fetch and show results. */
export default {
  what: 'results in a frame of another origin that fetches by itself (300 ms)',
  routes: {
    '/': pageOf(
      '<button>Search</button><div></div>',
      `const other = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
      document.querySelector('div').innerHTML = '<iframe src="http://' + other + ':' + location.port + '/widget" style="width: 90%; height: 400px"></iframe>';
      document.querySelector('button').addEventListener('click', (event) => {
        acted(event);
        document.querySelector('iframe').contentWindow.postMessage('search', '*');
      });
      addEventListener('message', ({ data }) => { if (data.shownAt) Object.assign(truth, data); });`,
    ),
    '/widget': pageOf(
      '<button>More</button><div id="hits"></div>',
      `${hitsScript}
      const search = async () => {
        await (await fetch('/search')).json();
        document.querySelector('#hits').innerHTML = hits('palm');
        shown();
        await rest(100);
        top.postMessage(truth, '*');
      };
      addEventListener('message', ({ data }) => { if (data === 'search') search(); });
      document.querySelector('button').addEventListener('click', (event) => { acted(event); search(); });`,
    ),
    '/search': after(300),
  },
  ways: () => ({
    nothing: { action: clicking('button', {}), verdict: 'true' },
    selector: { action: clicking('button', { selector: '.hit' }), verdict: 'true' },
    'click in the frame, response': {
      action: {
        kind: 'query',
        startsWith: 'click',
        settled: { response: '/search' },
        act: (page) => page.frameLocator('iframe').locator('button').click(),
      },
      verdict: 'true',
    },
  }),
} satisfies Kind;

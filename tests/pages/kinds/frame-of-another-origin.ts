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
      addEventListener('message', ({ data }) => { if (data.shownAt) truth.shownAt = data.shownAt; });`,
    ),
    '/widget': pageOf(
      '<div id="hits"></div>',
      `${hitsScript}
      addEventListener('message', async ({ data }) => {
        if (data !== 'search') return;
        await (await fetch('/search')).json();
        document.querySelector('#hits').innerHTML = hits('palm');
        shown();
        await rest(100);
        top.postMessage({ shownAt: truth.shownAt }, '*');
      });`,
    ),
    '/search': after(300),
  },
  ways: () => ({
    nothing: { action: clicking('button', {}), verdict: 'true' },
    selector: { action: clicking('button', { selector: '.hit' }), verdict: 'true' },
  }),
} satisfies Kind;

import { setTimeout as pause } from 'node:timers/promises';
import { after, clicking, type Kind, pageOf } from '../kind.ts';

/** The page reports a click, waits for that, and only then follows the link to another origin. */
export default {
  what: 'a click that is reported first (300 ms), then leads to another origin',
  routes: {
    '/': pageOf(
      '<a class="hit" href="/detail">a result</a>',
      `document.querySelector('a').addEventListener('click', async (event) => {
        event.preventDefault();
        acted(event);
        await fetch('/track', { method: 'POST' });
        const other = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
        location.href = 'http://' + other + ':' + location.port + '/detail?from=' + truth.inputAt;
      });`,
    ),
    '/track': after(300),
    '/detail': async (request, response) => {
      await pause(200);
      return pageOf(
        '<h1 id="detail">The document</h1>',
        `truth.inputAt = Number(new URLSearchParams(location.search).get('from')); shown();`,
      )(request, response);
    },
  },
  ways: () => ({
    nothing: { action: clicking('a.hit', {}), verdict: 'true' },
    selector: { action: clicking('a.hit', { selector: '#detail' }), verdict: 'true' },
    text: { action: clicking('a.hit', { text: 'The document' }), verdict: 'true' },
  }),
} satisfies Kind;

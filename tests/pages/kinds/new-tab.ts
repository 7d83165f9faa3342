import { setTimeout as pause } from 'node:timers/promises';
import { clicking, type Kind, pageOf } from '../kind.ts';

/** A result opens in a new tab. */
export default {
  what: 'a result that opens in a new tab (300 ms)',
  routes: {
    '/': pageOf(
      '<a class="hit" target="_blank" href="/detail">a result</a>',
      `document.querySelector('a').addEventListener('click', (event) => {
        acted(event);
        event.currentTarget.href = '/detail?from=' + truth.inputAt;
      });
      addEventListener('storage', ({ newValue }) => Object.assign(truth, JSON.parse(newValue)));`,
    ),
    '/detail': async (request, response) => {
      await pause(300);
      return pageOf(
        '<h1 id="detail">The document</h1>',
        `truth.inputAt = Number(new URLSearchParams(location.search).get('from')); shown(() => { localStorage.truth = JSON.stringify(truth); });`,
      )(request, response);
    },
  },
  ways: () => ({
    selector: { action: clicking('a.hit', { selector: '#detail' }), verdict: 'true' },
    nothing: { action: clicking('a.hit', {}), verdict: 'true' },
  }),
} satisfies Kind;

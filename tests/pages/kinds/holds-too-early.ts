import { clicking, javascript, type Kind, pageOf } from '../kind.ts';

/** The address changes and the dialog closes before the content comes: its code is loaded by import(). */
export default {
  what: 'the address changes at once, the content comes by import() 400 ms later',
  routes: {
    '/': pageOf(
      '<div id="dialog"><a class="hit" href="/guide">a hit</a></div><main>home</main>',
      `document.querySelector('a').addEventListener('click', async (event) => {
        event.preventDefault();
        acted(event);
        history.pushState({}, '', '/guide');
        document.querySelector('#dialog').remove();
        const { content } = await import('/chunk.js?' + Math.random());
        document.querySelector('main').innerHTML = content;
        shown();
      });`,
    ),
    '/chunk.js': javascript('export const content = "<h1>The guide</h1>";', 400),
  },
  ways: () => ({
    nothing: { action: clicking('a.hit', {}), verdict: 'true' },
    address: { action: clicking('a.hit', { url: '/guide' }), verdict: 'doubtful' },
    'address, dialog gone': {
      action: clicking('a.hit', { url: '/guide', gone: '#dialog' }),
      verdict: 'doubtful',
    },
    'quiet of 300 ms': { action: clicking('a.hit', { quietMs: 300 }), verdict: 'doubtful' },
    text: { action: clicking('a.hit', { text: 'The guide' }), verdict: 'true' },
  }),
} satisfies Kind;

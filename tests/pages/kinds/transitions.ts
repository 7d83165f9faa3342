import { after, type Kind, searching, searchPage } from '../kind.ts';

/**
 * While hits fade in, the screen changes and the document does not. They do so evenly: the last part of an eased fade
 * changes no pixel.
 */
export default {
  what: 'hits after 200 ms that fade in for 600, beside a spinner that turns for ever',
  routes: {
    '/': searchPage(
      `list.style.cssText = 'opacity: 0';
      await (await fetch('/search')).json();
      list.innerHTML = hits(box.value);
      await new Promise((later) => natives.frame(later));
      list.style.cssText = 'opacity: 1; transition: opacity 0.6s linear';
      list.addEventListener('transitionend', () => shown(), { once: true });`,
      {
        body: '<i id="spinner"></i>',
        head: `<style>
          #spinner { display: block; width: 20px; height: 20px; background: #888; animation: turn 1s linear infinite; }
          @keyframes turn { to { transform: rotate(1turn); } }
        </style>`,
      },
    ),
    '/search': after(200),
  },
  ways: () => ({
    nothing: { action: searching('fade', {}), verdict: 'true' },
    response: { action: searching('fade', { response: '/search' }), verdict: 'true' },
    selector: { action: searching('fade', { selector: '.hit' }), verdict: 'doubtful' },
    'selector, quiet of 100 ms': {
      action: searching('fade', { selector: '.hit', quietMs: 100 }),
      verdict: 'true',
    },
  }),
} satisfies Kind;

import type { Action } from '../../../src/user/action.ts';
import { after, clicking, hitsScript, type Kind, pageOf } from '../kind.ts';

const wheeling = (settled: Action['settled']): Action => ({
  kind: 'query',
  startsWith: 'wheel',
  aim: { selector: '#list', choice: 0 },
  settled,
  act: async (page, { x, y }) => {
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, 300);
  },
});

const dragging = (settled: Action['settled']): Action => ({
  kind: 'query',
  startsWith: 'pointerup',
  aim: { selector: '#handle', choice: 0 },
  settled,
  act: async (page, { x, y }) => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y, { steps: 3 });
    await page.mouse.up();
  },
});

/** Products that react to the press of the button, to scrolling, to dragging. */
export default {
  what: 'a menu that closes at mousedown, an infinite list, a slider (300 ms each)',
  routes: {
    '/': pageOf(
      `<div id="menu"><div class="option">by date</div></div>
      <div id="list" style="height: 200px; overflow: auto"><div class="hit" style="height: 600px">page 1</div></div>
      <div id="handle" style="width: 40px; height: 40px; background: #888"></div><div id="hits"></div>`,
      `${hitsScript}
      const search = async (event, text) => {
        acted(event);
        await (await fetch('/search')).json();
        document.querySelector('#hits').innerHTML = hits(text, 2);
        shown();
      };
      document.querySelector('.option').addEventListener('mousedown', (event) => {
        document.querySelector('#menu').replaceChildren();
        search(event, 'by date');
      });
      let asked = false;
      const list = document.querySelector('#list');
      list.addEventListener('wheel', (event) => { truth.wheel = event; });
      list.addEventListener('scroll', async () => {
        if (asked) return;
        asked = true;
        acted(truth.wheel);
        delete truth.wheel;
        await (await fetch('/search')).json();
        list.insertAdjacentHTML('beforeend', '<div class="hit">page 2</div>'.repeat(9));
        list.scrollTop = 500;
        shown();
      });
      document.querySelector('#handle').addEventListener('pointerdown', () => {
        addEventListener('pointerup', (event) => search(event, 'cheap'), { once: true });
      });`,
    ),
    '/search': after(300),
  },
  ways: () => ({
    'mousedown, nothing': { action: clicking('.option', {}), verdict: 'true' },
    'mousedown, text': { action: clicking('.option', { text: 'by date 1' }), verdict: 'true' },
    'wheel, nothing': { action: wheeling({}), verdict: 'true' },
    'wheel, text': { action: wheeling({ text: 'page 2' }), verdict: 'true' },
    'drag, nothing': { action: dragging({}), verdict: 'true' },
    'drag, text': { action: dragging({ text: 'cheap 1' }), verdict: 'true' },
  }),
} satisfies Kind;

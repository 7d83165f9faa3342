import { setTimeout as pause } from 'node:timers/promises';
import { hitsScript, type Kind, pageOf, searching } from '../kind.ts';

const HITS = 6;

/** Six hits, 100 ms apart, by server-sent events or as the parts of one answer. */
export default {
  what: 'six hits, 100 ms apart, by server-sent events or in parts of one answer',
  routes: {
    '/': pageOf(
      '<input><div id="hits"></div>',
      `${hitsScript}
      const box = document.querySelector('input');
      const add = () => { document.querySelector('#hits').insertAdjacentHTML('beforeend', hits(box.value, 1)); shown(); };
      box.addEventListener('keydown', async (event) => {
        acted(event);
        if (event.key !== 'Enter') return;
        if (box.value.startsWith('event')) {
          const events = new EventSource('/events');
          let seen = 0;
          events.onmessage = () => { add(); seen += 1; if (seen === ${HITS}) events.close(); };
          return;
        }
        const reader = (await fetch('/parts')).body.getReader();
        while (!(await reader.read()).done) add();
      });`,
    ),
    '/events': async (_request, response) => {
      response.setHeader('Content-Type', 'text/event-stream');
      for (let hit = 0; hit < HITS; hit += 1) {
        await pause(100);
        response.write(`data: ${hit}\n\n`);
      }
      response.end();
    },
    '/parts': async (_request, response) => {
      for (let hit = 0; hit < HITS; hit += 1) {
        await pause(100);
        response.write(`part ${hit}`);
      }
      response.end();
    },
  },
  ways: () => ({
    'events, nothing': { action: searching('events', {}), verdict: 'true' },
    'events, count': {
      action: searching('events', { selector: '.hit', count: { min: HITS } }),
      verdict: 'true',
    },
    'events, quiet of 50 ms': { action: searching('events', { quietMs: 50 }), verdict: 'doubtful' },
    'parts, nothing': { action: searching('parts', {}), verdict: 'true' },
    'parts, response': { action: searching('parts', { response: '/parts' }), verdict: 'true' },
  }),
} satisfies Kind;

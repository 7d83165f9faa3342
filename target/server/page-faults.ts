import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Fault, Faults } from '../faults.ts';

/** The defects of the page, each a script such as a third-party tag manager might add. */
const SCRIPTS = {
  'blocking-script': {
    path: '/scripts/consent.js',
    isBlocking: true,
    source: () => 'window.consent = true;',
  },
  'layout-shift': { path: '/scripts/notice.js', isBlocking: false, source: () => NOTICE },
  'page-leak': { path: '/scripts/history.js', isBlocking: false, source: keepEveryView },
} as const satisfies Partial<Record<Fault, unknown>>;

/** Serves the scripts of the active defects, and returns the elements for the page's head that load them. */
export function pageFaults(app: FastifyInstance, faults: Faults): string[] {
  return (Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[]).flatMap((fault) => {
    const value = faults[fault];
    if (value === undefined) return [];
    const { path, isBlocking, source } = SCRIPTS[fault];
    app.get(path, async (_request, reply) => {
      if (isBlocking) await pause(value);
      return reply
        .header('cache-control', 'no-store')
        .type('text/javascript; charset=utf-8')
        .send(source(value));
    });
    return [`<script ${isBlocking ? '' : 'async '}src="${path}"></script>`];
  });
}

/**
 * A notice that appears shortly after each view and takes up nearly half of the screen. Browsers treat shifts within
 * 500 ms of an input as expected, so it counts only on page loads and on navigation back through the history.
 */
const NOTICE = `(() => {
  const notice = document.createElement('aside');
  notice.className = 'notice-of-the-day';
  notice.textContent = 'Our word of the day';
  notice.style.cssText = 'display: grid; place-items: center; height: 45vh; font-size: 2rem';
  let shown;
  let coming;
  const look = () => {
    const view = document.querySelector('[data-ready]')?.dataset.ready;
    if (view === undefined || view === shown) return;
    shown = view;
    notice.remove();
    clearTimeout(coming);
    coming = setTimeout(() => document.querySelector('main').prepend(notice), 120);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-ready'] });
  look();
})();`;

/** Keeps every view for a return that never happens. */
function keepEveryView(kibibytes: number): string {
  return `(() => {
  const kept = [];
  let shown;
  const look = () => {
    const view = document.querySelector('[data-ready]')?.dataset.ready;
    if (view === undefined || view === shown || view === '/') return;
    shown = view;
    kept.push({ view, state: new Array(${kibibytes} * 128).fill(Math.random()) });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-ready'] });
  look();
})();`;
}

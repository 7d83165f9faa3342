import { html } from './markup.ts';

/** The table of audited pages: one column per page, on a phone too. */
export const auditStyle = html`
section a { color: var(--accent); text-underline-offset: 2px; }
.audits { table-layout: fixed; }
.audits thead :is(td, th) { vertical-align: top; white-space: normal; }
.audits thead b { display: block; color: var(--ink); font-size: 16px; }
.audits thead :is(code, small) { display: block; font-size: 13px; }
.audits .score { display: block; max-width: 180px; height: 6px; margin-top: 5px; border-radius: 2px; background: var(--soft); overflow: hidden; }
.audits .score i { display: block; height: 100%; background: var(--accent); }
@media (max-width: 720px) {
  .audits { font-size: 13.5px; } .audits :is(th, td) { padding-right: 6px; }
  .audits thead td { width: 7.2em; } .audits thead b { font-size: 13.5px; } .audits thead :is(code, small) { font-size: 12px; }
}
`;

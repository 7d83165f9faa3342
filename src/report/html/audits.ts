import type { Analysis, AuditedPageAnalysis } from '../../sample/analysis.ts';
import type { AuditSubject } from '../../sample/audited-pages.ts';
import { formatMeasure, howMany } from '../../words/units.ts';
import { percentOf } from './charts/scale.ts';
import { html, type Markup } from './markup.ts';

type Audits = NonNullable<Analysis['audits']>;

const subjectWords: Record<AuditSubject, string> = {
  home: 'Home',
  results: 'Results',
  document: 'Document',
  flow: 'User flow',
};

const categoryWords = new Map([
  ['performance', 'Performance'],
  ['accessibility', 'Accessibility'],
  ['best-practices', 'Best practices'],
]);

/** In the order of a page load. */
const audits = [
  ['first-contentful-paint', 'First contentful paint'],
  ['largest-contentful-paint', 'Largest contentful paint'],
  ['speed-index', 'Speed index'],
  ['total-blocking-time', 'Total blocking time'],
  ['cumulative-layout-shift', 'Cumulative layout shift'],
  ['total-byte-weight', 'Total byte weight'],
] as const;

const links = ({ report, runs }: AuditedPageAnalysis) =>
  html`<small>${howMany(runs, 'run')}${report !== undefined && html`, <a href="${report}">report</a>`}</small>`;

function scoreCell({ categories }: AuditedPageAnalysis, category: string): Markup {
  const score = Object.hasOwn(categories, category) ? categories[category] : undefined;
  if (score === undefined) return html`<td>–</td>`;
  return html`<td><b>${Math.round(score * 100)}</b><span class="score" aria-hidden="true"><i style="width:${percentOf(score, 1)}%"></i></span></td>`;
}

function auditCell(page: AuditedPageAnalysis, audit: (typeof audits)[number][0]): Markup {
  const value = page.audits[audit];
  return html`<td>${value === undefined ? '–' : formatMeasure(`audits.${audit}`, value)}</td>`;
}

function table(pages: Audits['pages']): Markup {
  const categories = [...new Set(pages.flatMap((page) => Object.keys(page.categories)))];
  return html`<table class="audits">
    <thead><tr><td></td>${pages.map((page) => html`<th scope="col"><b>${subjectWords[page.page]}</b><code>${pathOf(page.url)}</code>${links(page)}</th>`)}</tr></thead>
    <tbody>
      ${categories.map((category) => html`<tr><th scope="row">${categoryWords.get(category) ?? category}</th>${pages.map((page) => scoreCell(page, category))}</tr>`)}
      ${audits.map(([audit, words]) => html`<tr><th scope="row">${words}</th>${pages.map((page) => auditCell(page, audit))}</tr>`)}
    </tbody>
  </table>`;
}

/** The part of the URL that differs between the pages of one product. */
function pathOf(url: string): string {
  if (!URL.canParse(url)) return url.slice(0, 60);
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`.slice(0, 60);
}

/** The Lighthouse results of the pages. */
export function auditSection(found: Analysis['audits']): Markup | undefined {
  if (found === undefined) return undefined;
  const { pages, flow, failures } = found;
  return html`<section>
    <h2>Page audits</h2>
    <p class="lead">Lighthouse results, measured after the load: each page alone on the machine, in a browser with a cold cache, as on a desktop with a simulated connection of 10 Mbit/s and 40 ms latency. Scores are out of 100; of several runs, the one closest to the median is shown.${flow !== undefined && html` Lighthouse also recorded <a href="${flow}">a user’s search</a>.`}</p>
    ${pages.length > 0 && table(pages)}
    ${failures.map(({ of, message }) => html`<p class="warning"><b>${subjectWords[of]}</b> ${message.slice(0, 500)}</p>`)}
  </section>`;
}

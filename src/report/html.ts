import type { Analysis } from '../sample/analysis.ts';
import { headline } from './headline.ts';
import { acceptanceSection } from './html/acceptance.ts';
import { auditStyle } from './html/audit-style.ts';
import { auditSection } from './html/audits.ts';
import { budgetSection } from './html/budget-tables.ts';
import { latencySection } from './html/charts/latency-chart.ts';
import { productSection } from './html/charts/product-over-time.ts';
import { timeSection } from './html/charts/time-chart.ts';
import { trendSection } from './html/charts/trend.ts';
import { trendStyle } from './html/charts/trend-style.ts';
import { adviceSection } from './html/diagnosis/advice.ts';
import { diagnosisStyle } from './html/diagnosis/diagnosis-style.ts';
import { longFrameSection } from './html/diagnosis/long-frames.ts';
import { slowQuerySection } from './html/diagnosis/slow-queries.ts';
import { whereTimeGoesSection } from './html/diagnosis/where-time-goes.ts';
import { htmlDocument } from './html/document.ts';
import { errorSection } from './html/errors.ts';
import { filmSection } from './html/film.ts';
import { filmStyle } from './html/film-style.ts';
import { hero } from './html/hero.ts';
import { html } from './html/markup.ts';
import { methodSection } from './html/method.ts';

/** A run as one HTML file, from the verdict down to every figure. */
export function renderHtml(analysis: Analysis): string {
  return htmlDocument({
    title: headline(analysis),
    style: html`${auditStyle}${diagnosisStyle}${trendStyle}${filmStyle}`,
    body: html`${hero(analysis)}
<main class="${analysis.verdict.outcome}">
${analysis.verdict.outcome === 'invalid' && html`<p class="warning">This run is invalid, so nothing below is a verdict. Use it only to find out what went wrong.</p>`}
${acceptanceSection(analysis.acceptance)}
${whereTimeGoesSection(analysis)}
${adviceSection(analysis)}
${slowQuerySection(analysis.slowQueries)}
${latencySection(analysis.steps)}
${filmSection(analysis.film)}
${longFrameSection(analysis.steps)}
${timeSection(analysis)}
${productSection(analysis)}
${auditSection(analysis.audits)}
${budgetSection(analysis.budgets)}
${errorSection(analysis)}
${trendSection(analysis)}
${methodSection(analysis)}
</main>
<footer>Footfall, run ${analysis.run.id}. Rendered from analysis.json, which contains every figure on this page.<span class="on-paper"> On paper, films and what was folded are left out: open what you want to print.</span></footer>`,
  });
}

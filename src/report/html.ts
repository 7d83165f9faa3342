import type { Analysis } from '../sample/analysis.ts';
import { headline } from './headline.ts';
import { acceptanceSection } from './html/acceptance.ts';
import { auditStyle } from './html/audit-style.ts';
import { auditSection } from './html/audits.ts';
import { budgetSection } from './html/budget-tables.ts';
import { chartStyle } from './html/chart-style.ts';
import { errorSection } from './html/errors.ts';
import { hero } from './html/hero.ts';
import { latencySection } from './html/latency-chart.ts';
import { layerSection } from './html/layer-chart.ts';
import { longFrameSection } from './html/long-frames.ts';
import { html } from './html/markup.ts';
import { methodSection } from './html/method.ts';
import { pageStyle } from './html/page-style.ts';
import { timeSection } from './html/time-chart.ts';

/**
 * The report as one file that needs nothing else: no script, no font, no request. Text from outside is escaped where it
 * is inserted, and the policy in its head would let nothing run even if it were not.
 */
export function renderHtml(analysis: Analysis): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${headline(analysis)}</title>
<link rel="icon" href="data:,">
<style>${pageStyle}${chartStyle}${auditStyle}</style>
</head>
<body>
${hero(analysis)}
<main class="${analysis.verdict.outcome}">
${analysis.verdict.outcome === 'invalid' && html`<p class="warning">The run does not count, so nothing below is a verdict. It is there to find out what went wrong.</p>`}
${acceptanceSection(analysis.acceptance)}
${layerSection(analysis.steps)}
${latencySection(analysis.steps)}
${longFrameSection(analysis.steps)}
${timeSection(analysis)}
${auditSection(analysis.audits)}
${budgetSection(analysis.budgets)}
${errorSection(analysis.errors)}
${methodSection(analysis)}
</main>
<footer>Footfall, run ${analysis.run.id}. Rendered from analysis.json, which holds every figure of this page.</footer>
</body>
</html>
`.toString();
}

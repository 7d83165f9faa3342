import type { Comparison } from '../../sample/comparison.ts';
import { htmlDocument } from '../html/document.ts';
import { html, type Markup } from '../html/markup.ts';
import { changeSection } from './change-chart.ts';
import { comparisonStyle } from './comparison-style.ts';
import { figureSection } from './figure-table.ts';
import { comparisonHeadline } from './headline.ts';
import { comparisonHero } from './hero.ts';
import { howMeasuredSection } from './how-measured.ts';
import { layerChangeSection } from './layer-changes.ts';
import { loneStepSection } from './lone-steps.ts';
import { spreadSection } from './spreads.ts';

/** Everything below the verdict: what changed, in which layers, and all metrics. */
export function comparisonSections(comparison: Comparison): Markup {
  return html`${changeSection(comparison)}
${loneStepSection(comparison)}
${layerChangeSection(comparison.steps)}
${spreadSection(comparison)}
${figureSection(comparison.steps)}
${howMeasuredSection(comparison)}`;
}

/** A comparison as one HTML file, from the verdict down to all metrics. */
export function renderComparisonHtml(comparison: Comparison): string {
  return htmlDocument({
    title: comparisonHeadline(comparison),
    style: comparisonStyle,
    body: html`${comparisonHero(comparison)}
<main class="${comparison.verdict.outcome}">
${comparisonSections(comparison)}
</main>
<footer>Footfall, comparison ${comparison.id}. Rendered from comparison.json, which contains every figure on this page.</footer>`,
  });
}

import type { Page } from '@playwright/test';
import { renderHtml } from '../../src/report/html.ts';
import type { Analysis } from '../../src/sample/analysis.ts';
import { openHtml } from './open-html.ts';

/** Opens the report of a run and tells everything it tried that a report must not try. */
export const openReport = (page: Page, analysis: Analysis) => openHtml(page, renderHtml(analysis));

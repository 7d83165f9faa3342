import type { Page } from '@playwright/test';
import { renderHtml } from '../../src/report/html.ts';
import type { Analysis } from '../../src/sample/analysis.ts';
import { openHtml } from './open-html.ts';

/** Opens the report of a run and returns every forbidden action that it tried. */
export const openReport = (page: Page, analysis: Analysis) => openHtml(page, renderHtml(analysis));

import type { DatabaseAnalysis } from '../../../sample/diagnosis.ts';
import { formatBytes, formatCount, formatDuration, howMany } from '../../../words/units.ts';
import { codeBlock } from '../code-block.ts';
import { html, type Markup } from '../markup.ts';

const sizeText = (bytes: number | undefined) => (bytes === undefined ? '–' : formatBytes(bytes));

function statementTable(statements: NonNullable<DatabaseAnalysis['statements']>): Markup | undefined {
  if (statements.length === 0) return undefined;
  return html`<table class="stacked">
    <caption>Statements by total time</caption>
    <thead><tr><th scope="col">Statement</th><th scope="col" class="number">Calls</th><th scope="col" class="number">Total time</th><th scope="col" class="number">Time per call</th><th scope="col" class="number">Rows per call</th></tr></thead>
    <tbody>${statements.map(
      ({ text, calls, totalMs, rows }) =>
        html`<tr><th scope="row" class="script"><code>${text.replace(/\s+/g, ' ').slice(0, 300)}</code></th><td class="number" data-name="calls">${formatCount(calls)}</td><td class="number" data-name="total time">${formatDuration(totalMs)}</td><td class="number" data-name="time per call">${calls > 0 && formatDuration(totalMs / calls)}</td><td class="number" data-name="rows per call">${calls > 0 && formatCount(rows / calls)}</td></tr>`,
    )}</tbody></table>`;
}

function tableTable({ tables, indexes }: DatabaseAnalysis): Markup | undefined {
  if (tables.length === 0) return undefined;
  return html`<table class="stacked">
    <caption>Tables and indexes by size</caption>
    <thead><tr><th scope="col">Name</th><th scope="col" class="number">Size</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Rows read sequentially</th><th scope="col" class="number">Index scans</th></tr></thead>
    <tbody>${tables.map(
      ({ name, rows, bytes, scannedRows, indexScans }) =>
        html`<tr><th scope="row">${name.slice(0, 120)}</th><td class="number" data-name="size">${sizeText(bytes)}</td><td class="number" data-name="rows">${formatCount(rows)}</td><td class="number" data-name="rows read sequentially">${formatCount(scannedRows)}</td><td class="number" data-name="index scans">${formatCount(indexScans)}</td></tr>`,
    )}${indexes.map(
      ({ name, table, bytes, scans }) =>
        html`<tr><th scope="row">${name.slice(0, 120)}<small>index of ${table.slice(0, 120)}</small></th><td class="number" data-name="size">${sizeText(bytes)}</td><td class="number"></td><td class="number"></td><td class="number" data-name="scans">${formatCount(scans)}</td></tr>`,
    )}</tbody></table>`;
}

/** Where the database spent most of its time in the steady state; folded, since it is for people who tune it. */
export function databaseTables(database: DatabaseAnalysis | undefined): Markup | undefined {
  if (database === undefined) return undefined;
  const { statements = [], waits, loggedPlans } = database;
  return html`<h3>The database in the steady state</h3>
    <details><summary>Statements, tables${loggedPlans.length > 0 && ', logged plans'}</summary>
    ${statementTable(statements)}
    ${tableTable(database)}
    ${waits.length > 0 && html`<p class="lead">Waits of sessions, sampled once a second: ${waits.map(({ wait, times }, index) => html`${index > 0 && ', '}${wait.slice(0, 80)} (${howMany(times, 'time')})`)}.</p>`}
    ${loggedPlans.map(codeBlock)}
    </details>`;
}

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { documentView } from './document-view.ts';
import { failedView, missingView } from './failure-view.ts';
import { homeView } from './home-view.ts';
import { KeptViews } from './kept-views.ts';
import type { Visit } from './navigation.ts';
import { pageSettings } from './page-settings.ts';
import { resultsView } from './results-view.ts';
import { hrefOf } from './route.ts';
import { loadView, type View } from './view.ts';
import { announcementOf, titleOf } from './view-words.ts';

/** For faster responses, no waiting message is shown. */
const PATIENCE_MS = 300;

interface Shown {
  view: View;
  /** The canonical URL of the view. */
  href: string;
}

/** The page below the search box: shows one view until the next one is complete, then swaps them in one step. */
export class GlossApp extends LitElement {
  @state() private shown: Shown | undefined;
  @state() private isBusy = false;
  @state() private isSlow = false;

  private pending = new AbortController();
  private readonly keptViews = new KeptViews(pageSettings.keptViews);

  override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Loads and shows the visited page; a later visit cancels an earlier one. */
  async visit(visit: Visit): Promise<void> {
    this.pending.abort();
    this.pending = new AbortController();
    const { signal } = this.pending;
    this.isBusy = true;
    const patience = setTimeout(() => {
      if (!signal.aborted) this.isSlow = true;
    }, PATIENCE_MS);

    const kept = visit.isReturn ? this.keptViews.of(visit.entry) : undefined;
    const view =
      kept ??
      (await loadView(visit.route, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      }));
    clearTimeout(patience);
    if (view === undefined || signal.aborted) return;

    this.keptViews.keep(visit.entry, view);
    this.retry = () => void this.visit({ ...visit, isFirst: false });
    this.shown = { view, href: hrefOf(visit.route) };
    this.isBusy = false;
    this.isSlow = false;
    await this.updateComplete;
    this.arrive(visit);
  }

  override render(): TemplateResult {
    return html`
      <p class="unseen" role="status">${this.shown === undefined ? nothing : announcementOf(this.shown.view)}</p>
      ${this.isSlow ? html`<p class="waiting"><span>Searching…</span></p>` : nothing}
      ${this.shown === undefined ? nothing : keyed(this.shown, this.renderView(this.shown))}
    `;
  }

  private renderView({ view, href }: Shown): TemplateResult {
    const kind = view.kind;
    return html`
      <div
        class="view ${kind}"
        data-ready=${href}
        data-error=${kind === 'failed' || kind === 'missing' ? kind : nothing}
        aria-busy=${this.isBusy}
      >
        ${this.renderContent(view)}
        <footer class="foot">
          Definitions from <a href="https://wordnet.princeton.edu/">WordNet 3.1</a>, © 2011 Princeton University.
        </footer>
      </div>
    `;
  }

  private renderContent(view: View): TemplateResult {
    switch (view.kind) {
      case 'home':
        return homeView();
      case 'results':
        return resultsView(view.search, view.answer);
      case 'document':
        return documentView(view.answer);
      case 'missing':
        return missingView();
      case 'failed':
        return failedView(view.error, this.retry);
    }
  }

  private retry = (): void => {};

  private arrive(visit: Visit): void {
    if (this.shown === undefined) return;
    document.title = titleOf(this.shown.view);
    if (visit.isFirst) return;
    this.querySelector('h1')?.focus({ preventScroll: true });
    window.scrollTo(0, visit.scrollY);
  }
}

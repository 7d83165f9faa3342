import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { AnswerError, askSuggestions } from './answers.ts';
import { navigate, type Visit } from './navigation.ts';
import { pageSettings } from './page-settings.ts';
import { searchHref } from './route.ts';

interface Suggested {
  /** The text in the box that these suggestions belong to. */
  forText: string;
  texts: string[];
}

/**
 * The search form with its suggestions: a combobox with a list, following the ARIA practices.
 * The form is in index.html, so that it exists before this script runs; only the list is rendered here.
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export class SearchBox extends LitElement {
  @state() private suggested: Suggested | undefined;
  @state() private isOpen = false;
  @state() private activeIndex = -1;

  private input!: HTMLInputElement;
  private pending = new AbortController();

  override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.input = this.querySelector('input') as HTMLInputElement;
    this.addEventListener('submit', this.search);
    this.input.addEventListener('input', this.suggest);
    this.input.addEventListener('keydown', this.useKey);
    this.input.addEventListener('blur', this.close);
    document.addEventListener('keydown', this.focusBySlash);
    // The user may have typed before this script ran.
    if (this.input.value !== '') void this.suggest();
  }

  /** Puts the words of a visit into the box; on a document page, the words that led to it stay. */
  show({ route, isFirst }: Visit): void {
    const wasTypedBefore = isFirst && this.input.value !== '';
    if (wasTypedBefore) return;
    this.pending.abort();
    this.suggested = undefined;
    this.close();
    if (route.kind === 'results') this.input.value = route.search.q;
    else if (route.kind === 'home') this.input.value = '';
  }

  override render(): TemplateResult {
    const texts = this.suggested?.texts ?? [];
    return html`
      <div
        id="suggestions"
        role="listbox"
        aria-label="Suggestions"
        data-for=${this.suggested?.forText ?? nothing}
        ?hidden=${!this.isExpanded}
        @pointerdown=${keepFocus}
      >
        ${texts.map((text, index) => this.renderOption(text, index))}
      </div>
    `;
  }

  override updated(): void {
    this.input.setAttribute('aria-expanded', String(this.isExpanded));
    if (this.activeIndex < 0) this.input.removeAttribute('aria-activedescendant');
    else this.input.setAttribute('aria-activedescendant', optionId(this.activeIndex));
  }

  private renderOption(text: string, index: number): TemplateResult {
    const typed = this.suggested?.forText.trimStart() ?? '';
    const isContinuation = text.toLowerCase().startsWith(typed.toLowerCase());
    const typedLength = isContinuation ? typed.length : 0;
    return html`<a
      role="option"
      id=${optionId(index)}
      href=${searchHref({ q: text })}
      tabindex="-1"
      aria-selected=${index === this.activeIndex}
      >${text.slice(0, typedLength)}<b>${text.slice(typedLength)}</b></a
    >`;
  }

  private get isExpanded(): boolean {
    return this.isOpen && this.suggested !== undefined && this.suggested.texts.length > 0;
  }

  private readonly suggest = async (): Promise<void> => {
    this.pending.abort();
    this.pending = new AbortController();
    const { signal } = this.pending;
    const forText = this.input.value;
    this.activeIndex = -1;
    if (forText.trim() === '') {
      this.suggested = { forText, texts: [] };
      return;
    }
    if (pageSettings.suggestionPauseMs > 0) await pause(pageSettings.suggestionPauseMs);
    if (signal.aborted) return;
    const texts = await this.textsFor(forText, signal);
    if (signal.aborted) return;
    this.suggested = { forText, texts };
    this.isOpen = document.activeElement === this.input;
  };

  /** Suggestions are optional: if the request fails, there are none. */
  private async textsFor(text: string, signal: AbortSignal): Promise<string[]> {
    try {
      const answer = await askSuggestions(text.trim(), signal);
      return answer.suggestions.map((suggestion) => suggestion.text);
    } catch (error) {
      if (signal.aborted || error instanceof AnswerError) return [];
      throw error;
    }
  }

  private readonly search = (event: Event): void => {
    event.preventDefault();
    const q = this.input.value.trim();
    if (q === '') this.input.focus();
    else navigate(searchHref({ q }));
  };

  private readonly useKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.moveActive(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter') {
      const chosen = this.isExpanded ? this.suggested?.texts[this.activeIndex] : undefined;
      if (chosen === undefined) return;
      event.preventDefault();
      navigate(searchHref({ q: chosen }));
    } else if (event.key === 'Escape') {
      this.close();
    }
  };

  /** Moves through the options; between the last and the first, returns to the box itself. */
  private moveActive(by: 1 | -1): void {
    const places = (this.suggested?.texts.length ?? 0) + 1;
    if (places === 1) return;
    this.isOpen = true;
    this.activeIndex = ((this.activeIndex + 1 + by + places) % places) - 1;
  }

  private readonly close = (): void => {
    this.isOpen = false;
    this.activeIndex = -1;
  };

  private readonly focusBySlash = (event: KeyboardEvent): void => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.input.select();
  };
}

function optionId(index: number): string {
  return `suggestion-${index}`;
}

/** A press on the list must not move the focus from the box, or the list closes before the click. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

import { after, bundled, clicking, javascript, type Kind, pageOf } from '../kind.ts';

const app = bundled(`
  import { html, LitElement } from 'lit';
  customElements.define('my-hit', class extends LitElement {
    static properties = { label: {} };
    render() { return html\`<article class="hit" data-of=\${this.label}>\${this.label}</article>\`; }
  });
  customElements.define('my-results', class extends LitElement {
    static properties = { labels: { attribute: false } };
    constructor() { super(); this.labels = []; }
    render() { return html\`<section>\${this.labels.map((label) => html\`<my-hit .label=\${label}></my-hit>\`)}</section>\`; }
  });
  customElements.define('my-app', class extends LitElement {
    static properties = { labels: { attribute: false } };
    constructor() { super(); this.labels = ['old']; }
    render() { return html\`<button id="go" @click=\${this.go}>Search</button><my-results .labels=\${this.labels}></my-results>\`; }
    async go(event) {
      acted(event);
      await (await fetch('/search')).json();
      await rest(80);
      this.labels = ['fern 1', 'fern 2', 'fern 3'];
      await this.updateComplete;
      shown();
    }
  });`);

/** Components of Lit, one inside another, each with a shadow root. */
export default {
  what: 'Lit components in shadow roots, rendered 80 ms after an answer of 300',
  routes: {
    '/': pageOf('<my-app></my-app>', '', '<script defer src="/app.js"></script>'),
    '/app.js': javascript(app),
    '/search': after(300),
  },
  ways: () => ({
    locator: {
      action: { ...clicking('#go', {}), shows: (page) => page.getByText('fern 2') },
      verdict: 'true',
    },
    nothing: { action: clicking('#go', {}), verdict: 'true' },
    text: { action: clicking('#go', { text: 'fern 2' }), verdict: 'true' },
    count: { action: clicking('#go', { selector: '.hit', count: { min: 3 } }), verdict: 'true' },
    attribute: {
      action: clicking('#go', { selector: '.hit', attribute: { name: 'data-of', value: 'fern 1' } }),
      verdict: 'true',
    },
    response: { action: clicking('#go', { response: '/search' }), verdict: 'true' },
  }),
} satisfies Kind;

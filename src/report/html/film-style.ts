import { html } from './markup.ts';

export const filmStyle = html`
.film{display:grid;gap:16px;grid-template-columns:repeat(auto-fill,minmax(min(100%,420px),1fr))}
.film figure{margin:0;padding:12px;border:1px solid var(--line);border-radius:8px;min-width:0}
.film figure.differs{border-color:var(--fail)}
.film figcaption{font-size:.875rem;margin-bottom:8px;overflow-wrap:anywhere}
.film div{display:flex;gap:8px}
.film span{flex:1;min-width:0}
.film img{width:100%;height:auto;border:1px solid var(--line)}
.film small{display:block}
`;

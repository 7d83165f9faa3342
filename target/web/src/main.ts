import { GlossApp } from './gloss-app.ts';
import { startNavigation } from './navigation.ts';
import { SearchBox } from './search-box.ts';

customElements.define('search-box', SearchBox);
customElements.define('gloss-app', GlossApp);

const box = document.querySelector<SearchBox>('search-box');
const app = document.querySelector<GlossApp>('gloss-app');

startNavigation((visit) => {
  box?.show(visit);
  app?.visit(visit);
});

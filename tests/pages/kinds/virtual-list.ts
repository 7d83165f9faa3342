import { after, bundled, clicking, javascript, type Kind, pageOf } from '../kind.ts';

const app = bundled(`
  import { createElement as h, useEffect, useState } from 'react';
  import { createRoot } from 'react-dom/client';
  import { List } from 'react-virtualized';
  function App() {
    const [version, setVersion] = useState(0);
    const [open, setOpen] = useState('');
    useEffect(() => { const timer = setInterval(() => setVersion((at) => at + 1), 700); return () => clearInterval(timer); }, []);
    const show = async (event, index) => {
      acted(event.nativeEvent);
      await (await fetch('/document')).json();
      setOpen('document ' + index);
      setTimeout(shown);
    };
    const row = ({ index, style }) => h('div', { key: version + '-' + index, style, className: 'row', onClick: (event) => show(event, index) }, 'row ' + index);
    return h('div', null, h('h1', null, open), h(List, { width: 400, height: 300, rowHeight: 30 + (version % 2) * 8, rowCount: 500, rowRenderer: row}));
  }
  createRoot(document.querySelector('#app')).render(h(App));`);

/** A virtual list of React renders its rows anew while the user thinks. */
export default {
  what: 'a virtual list (React) that renders its rows anew while the user thinks (300 ms)',
  routes: {
    '/': pageOf('<div id="app"></div>', '', '<script defer src="/app.js"></script>'),
    '/app.js': javascript(app),
    '/document': after(300),
  },
  ways: () => ({
    text: { action: clicking('.row', { selector: 'h1', text: 'document' }, 0.5), verdict: 'true' },
  }),
} satisfies Kind;

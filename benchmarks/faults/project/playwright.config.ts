import { footfallConfig } from 'footfall/config';

/** Nothing runs at this address: each fault has a product of its own. */
export default footfallConfig({
  film: false,
  target: {
    url: 'http://127.0.0.1:1/',
    home: '#box input',
    health: { path: '/health', facts: { documents: 'documents' } },
  },
});

import { join } from 'node:path';
import { footfallConfig } from 'footfall/config';

const product = join(import.meta.dirname, '../product-server.js');

/** A product that a command starts, on a port that each test chooses. */
export default footfallConfig((env) => ({
  film: false,
  target: {
    url: `http://127.0.0.1:${env.PRODUCT_PORT || 1}/`,
    command: env.PRODUCT_FAILS ? 'exit 7' : `node '${product}' $PORT 20`,
  },
}));

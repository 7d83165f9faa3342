import { footfallConfig } from 'footfall/config';

/** Nothing runs at this address: each test says where its product is. */
export default footfallConfig({ target: { url: 'http://127.0.0.1:1/' }, film: false });

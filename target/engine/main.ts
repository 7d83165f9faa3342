import { parseFaults } from '../faults.ts';
import { supervised } from '../supervisor/supervised.ts';
import { engineApp } from './engine-app.ts';
import { DocumentIndex } from './index/document-index.ts';

/** The engine process: `main.ts <index file> <port> [<faults>]`, with faults in the form of TARGET_FAULTS. */
const [path, port, faults = ''] = process.argv.slice(2);
if (path === undefined || port === undefined) {
  throw new Error('usage: engine/main.ts <index file> <port> [<faults>]');
}

await supervised(async () => {
  const index = new DocumentIndex(path);
  const app = engineApp(index, parseFaults(faults));
  const url = await app.listen({ host: '127.0.0.1', port: Number(port) });
  return {
    ready: { url, documents: index.count() },
    stop: async () => {
      await app.close();
      index.close();
    },
  };
});

import { readDocuments } from '../../data/wordnet.ts';
import { seeding } from '../../supervisor/supervised.ts';
import { DocumentIndex } from './document-index.ts';

/** Fills an index file in its own process: `seed.ts <index file> <documents>`. */
const [path, count] = process.argv.slice(2);
if (path === undefined || count === undefined)
  throw new Error('usage: engine/index/seed.ts <index file> <documents>');

await seeding((progress) => {
  const documents = readDocuments(Number(count));
  const index = new DocumentIndex(path);
  let done = 0;
  index.load(documents, () => progress(++done, documents.length));
  index.close();
});

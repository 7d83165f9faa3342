import pg from 'pg';
import { readDocuments } from '../data/wordnet.ts';
import { seeding } from '../supervisor/supervised.ts';
import { isLoaded, load } from './load.ts';

/** Fills a database in its own process: `DATABASE_URL=… seed.ts <documents>`. Does nothing if it is already filled. */
const count = process.argv[2];
const url = process.env.DATABASE_URL;
if (count === undefined || url === undefined)
  throw new Error('usage: DATABASE_URL=... database/seed.ts <documents>');

await seeding(async (progress) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect().catch((error: Error) => {
    throw new Error(
      `cannot connect to PostgreSQL: ${error.message}; start it, or correct or unset DATABASE_URL`,
    );
  });
  if (!(await isLoaded(client, Number(count)))) {
    const documents = readDocuments(Number(count));
    await load(client, documents, (done) => progress(done, documents.length));
  }
  await client.end();
});

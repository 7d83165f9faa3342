import { readDocuments } from '../../data/wordnet.ts';
import { feedDocuments } from './feed-documents.ts';

/**
 * Fills a Vespa that has the application package of `target/engine/vespa`:
 *
 *     node --import tsx target/engine/index/feed.ts http://127.0.0.1:8080
 */
const CONCURRENCY = 32;
const FIRST_BACK_OFF_MS = 100;
const PROGRESS_STEP = 0.1;

const url = process.argv[2];
if (!url || !URL.canParse(url)) {
  process.stderr.write('usage: feed.ts <Vespa URL>, such as http://127.0.0.1:8080\n');
  process.exit(2);
}

const documents = readDocuments();
let reported = 0;
try {
  await feedDocuments({
    url,
    documents,
    concurrency: CONCURRENCY,
    firstBackOffMs: FIRST_BACK_OFF_MS,
    random: Math.random,
    onProgress: (done) => {
      const share = done / documents.length;
      if (share < reported + PROGRESS_STEP && share < 1) return;
      reported = share;
      process.stderr.write(`fed ${done} of ${documents.length} documents\n`);
    },
  });
} catch (error) {
  process.stderr.write(`feeding ${url} stopped: ${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}

import { serveKnownAnswers } from './server.ts';

/** The process behind `startServer`. It exits when the process that started it disconnects or exits. */
process.once('disconnect', () => process.exit(0));
const { url } = await serveKnownAnswers(Number(process.argv[2]));
process.send?.({ url });

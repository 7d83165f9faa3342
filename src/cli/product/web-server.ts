import { once } from 'node:events';
import { handedRoot } from '../../load/handed-plan.ts';
import { handedSettings } from '../../project/hand-over.ts';
import { endSignals, InterruptedEarly } from '../interruption.ts';
import { ensureProduct } from './start-product.ts';

/**
 * The process that Playwright starts as its `webServer`: the product, started as by `footfall run`. It stops the product when
 * Playwright asks for that. A Playwright that was killed cannot ask; then the input of this process ends.
 */
const over = new AbortController();
const end = () => over.abort(new InterruptedEarly());
for (const signal of endSignals) process.on(signal, end);
process.stdin.once('end', end).resume();

try {
  const product = await ensureProduct({ root: handedRoot() }, handedSettings(), process.env, over.signal);
  if (!over.signal.aborted) await once(over.signal, 'abort');
  const ended = product?.ended();
  if (ended !== undefined) console.error(ended);
  await product?.stop();
  process.exit();
} catch (error) {
  if (!(error instanceof InterruptedEarly)) console.error((error as Error).message);
  process.exit(1);
}

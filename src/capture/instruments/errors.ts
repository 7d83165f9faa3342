import { listen, nowMs, timeOrigin } from '../natives.ts';

/** A broken page must not flood the record. */
const MAX_ERRORS_PER_STEP = 5;
const MAX_MESSAGE_CHARACTERS = 300;

/** Uncaught errors and rejections of the product's page. */
export function watchErrors() {
  let errors: { at: number; message: string }[] = [];
  const add = (reason: unknown) => {
    if (errors.length >= MAX_ERRORS_PER_STEP) return;
    errors.push({
      at: timeOrigin + nowMs(),
      message: String(reason).slice(0, MAX_MESSAGE_CHARACTERS),
    });
  };
  listen(window, 'error', (event) => add((event as ErrorEvent).error ?? (event as ErrorEvent).message));
  listen(window, 'unhandledrejection', (event) => add((event as PromiseRejectionEvent).reason));
  return {
    clear() {
      errors = [];
    },
    all: () => errors,
  };
}

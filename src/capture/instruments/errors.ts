/** A broken page must not flood the record. */
const MAX_ERRORS_PER_STEP = 5;
const MAX_MESSAGE_CHARACTERS = 300;

/** Uncaught errors and rejections of the product's page. */
export function watchErrors() {
  let errors: { at: number; message: string }[] = [];
  const add = (reason: unknown) => {
    if (errors.length >= MAX_ERRORS_PER_STEP) return;
    errors.push({
      at: performance.timeOrigin + performance.now(),
      message: String(reason).slice(0, MAX_MESSAGE_CHARACTERS),
    });
  };
  addEventListener('error', (event) => add(event.error ?? event.message));
  addEventListener('unhandledrejection', (event) => add(event.reason));
  return {
    clear() {
      errors = [];
    },
    all: () => errors,
  };
}

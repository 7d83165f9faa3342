import type { CarriedStep } from './step-spec.ts';

const KEY = '__footfall';

/** Stores a step for the next document of this origin. */
export function carryOver(step: CarriedStep): void {
  storage((session) => session.setItem(KEY, JSON.stringify(step)));
}

/** Takes the step that the previous document stored. */
export function takeCarried(): CarriedStep | undefined {
  const item = storage((session) => {
    const found = session.getItem(KEY);
    session.removeItem(KEY);
    return found;
  });
  return item ? (JSON.parse(item) as CarriedStep) : undefined;
}

/** An opaque origin (about:blank, an error page) has no storage, and so no step to carry over. */
function storage<Value>(use: (session: Storage) => Value): Value | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}

/** Memoises a function: computes the answer for each key once. */
export function remembered<Question, Answer>(
  keyOf: (question: Question) => string,
  answer: (question: Question) => Answer,
): (question: Question) => Answer {
  const answers = new Map<string, Answer>();
  return (question) => {
    const key = keyOf(question);
    const found = answers.get(key);
    if (found !== undefined) return found;
    const fresh = answer(question);
    answers.set(key, fresh);
    return fresh;
  };
}

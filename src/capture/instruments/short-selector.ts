/**
 * Names an element so that a developer finds it: `tag#id.class[data-testid="…"]`, of several classes the first, and not more than
 * 80 characters of it.
 */
export function shortSelector(element: Element): string {
  const { id, classList, localName } = element;
  const className = classList.item(0);
  const testId = element.getAttribute('data-testid');
  const parts = [
    localName,
    id && `#${CSS.escape(id)}`,
    className && `.${CSS.escape(className)}`,
    testId && `[data-testid=${JSON.stringify(testId)}]`,
  ];
  return parts.filter(Boolean).join('').slice(0, 80);
}

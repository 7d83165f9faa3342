/**
 * A selector by which a developer can find the element: `tag#id.class[data-testid="…"]`, with the first of
 * several classes, cut to 80 characters.
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

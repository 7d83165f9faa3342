/** An address as a page would name it. What would end the attribute is left out. */
export const pathOf = (url: string): string => url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/["<>]/g, '');

import type { TextPart } from '../api.ts';

/** Splits an engine snippet at its `<hi>` and `<sep />` marks; everything else is text, even if it looks like markup. */
export function textParts(snippet: string): TextPart[] {
  const parts: TextPart[] = [];
  let match = false;
  for (const piece of snippet.split(/(<hi>|<\/hi>|<sep \/>)/)) {
    if (piece === '<hi>') match = true;
    else if (piece === '</hi>') match = false;
    else if (piece === '<sep />') parts.push({ text: '…', match: false });
    else if (piece !== '') parts.push({ text: piece, match });
  }
  return parts;
}

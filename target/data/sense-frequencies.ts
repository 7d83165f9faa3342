const LETTER_BY_TYPE = ['', 'n', 'v', 'a', 'r', 'a'];

/**
 * Reads `index.sense`: how often a word was tagged with the meaning of a synset.
 * Keys are `<synset id> <lower-case word>`; meanings that were never tagged are omitted.
 */
export function parseSenseFrequencies(text: string): Map<string, number> {
  const frequencies = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [senseKey, offset, , tagCount] = line.split(' ');
    if (!senseKey || !offset || !tagCount || tagCount.trim() === '0') continue;
    const percent = senseKey.lastIndexOf('%');
    const word = senseKey.slice(0, percent).replaceAll('_', ' ');
    const letter = LETTER_BY_TYPE[Number(senseKey[percent + 1])];
    frequencies.set(`${letter}${offset} ${word}`, Number(tagCount));
  }
  return frequencies;
}

/** Ways to make the product worse on purpose. Each holds back some answers of the API, also those from the cache. */
const FAULTS = {
  /** Every answer; refusals and failures are not held back. */
  'answer-delay': 'milliseconds',
  'search-delay': 'milliseconds',
  /** A search by words and a filter, its first page: what taking a facet asks for, and nothing else. */
  'refine-delay': 'milliseconds',
  /** The pages of a search after the first. */
  'next-page-delay': 'milliseconds',
  'suggestions-delay': 'milliseconds',
  'document-delay': 'milliseconds',
} as const;

type Fault = keyof typeof FAULTS;

/** What is wrong, and by how much; what is not named is well. */
export type Faults = Partial<Record<Fault, number>>;

/** How long an answer that several of the faults may concern is held back. */
export function delayMsOf(faults: Faults, concerning: Fault[]): number {
  return concerning.reduce((sum, fault) => sum + (faults[fault] ?? 0), 0);
}

/** Reads `name=value,name=value`, the form of TARGET_FAULTS. */
export function parseFaults(text: string): Faults {
  const faults: Faults = {};
  for (const part of text.split(',').filter((part) => part.trim() !== '')) {
    const [name = '', value] = part.split('=').map((word) => word.trim());
    if (!isFault(name)) {
      throw new Error(`TARGET_FAULTS: "${name}" is not known; known are: ${Object.keys(FAULTS).join(', ')}`);
    }
    if (!value || !/^\d+$/.test(value)) {
      throw new Error(`TARGET_FAULTS: ${name} needs a whole number of ${FAULTS[name]}, such as ${name}=3500`);
    }
    faults[name] = Number(value);
  }
  return faults;
}

function isFault(name: string): name is Fault {
  return Object.hasOwn(FAULTS, name);
}

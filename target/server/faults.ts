/** Ways to make the product worse on purpose, each with what its value means. */
const FAULTS = {
  /** Answers of the API are held back this long, also those from the cache; refusals and failures are not. */
  'answer-delay': 'milliseconds',
} as const;

export interface Faults {
  answerDelayMs: number;
}

/** Reads `name=value,name=value`, the form of TARGET_FAULTS. */
export function parseFaults(text: string): Faults {
  const faults: Faults = { answerDelayMs: 0 };
  for (const fault of text.split(',').filter((part) => part.trim() !== '')) {
    const [name, value] = fault.split('=').map((part) => part.trim());
    if (name !== 'answer-delay') {
      throw new Error(`TARGET_FAULTS: "${name}" is not known; known are: ${Object.keys(FAULTS).join(', ')}`);
    }
    if (!value || !/^\d+$/.test(value)) {
      throw new Error(`TARGET_FAULTS: ${name} needs a whole number of ${FAULTS[name]}, such as ${name}=3500`);
    }
    faults.answerDelayMs = Number(value);
  }
  return faults;
}

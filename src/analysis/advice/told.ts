/** A fact for the evidence, where it is known. */
export const told = <Value>(
  name: string,
  value: Value | undefined,
  format: (value: Value) => string,
): [name: string, value: string][] => (value === undefined ? [] : [[name, format(value)]]);

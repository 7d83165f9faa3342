/** A fact for the evidence; empty if it is unknown. */
export const told = <Value>(
  name: string,
  value: Value | undefined,
  format: (value: Value) => string,
): [name: string, value: string][] => (value === undefined ? [] : [[name, format(value)]]);

const needsNoQuotes = /^[\w.,:/=-]*$/;

/** `TARGET_FAULTS=no-cache`, as one would write it in front of a command; empty when there are none. */
export function variableText(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => {
      const quoted = needsNoQuotes.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
      return `${name}=${quoted}`;
    })
    .join(' ');
}

const needsNoQuotes = /^[\w.,:/=-]*$/;

/** `TARGET_FAULTS=no-cache`, as written in front of a shell command; empty if there are no variables. */
export function variableText(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => {
      const quoted = needsNoQuotes.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
      return `${name}=${quoted}`;
    })
    .join(' ');
}

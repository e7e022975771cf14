/** The address of GraphiQL with a query filled in. It stands behind the #, so that no server log has it. */

export function ideAddress(query: string, variables?: string | null): string {
  const parameters = new URLSearchParams({ query });
  if (variables) {
    parameters.set('variables', variables);
  }
  return `/graphiql#${parameters}`;
}

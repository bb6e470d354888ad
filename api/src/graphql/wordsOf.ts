/**
 * Description of a schema of the domain, for GraphQL.
 * @throws Error where it has none
 */
export function wordsOf(schema: { readonly description?: string | undefined; unwrap?: () => unknown }): string {
  const inner = schema.unwrap?.() as { description?: string } | undefined
  const words = schema.description ?? inner?.description
  if (!words) throw new Error('expected a description in the schema of the job file')
  return words
}

import type { CodegenConfig } from '@graphql-codegen/cli'

const scalars = {
  ID: 'string',
  // A variable may be a bigint, which the client sends as decimal text; answers stay text, so that they can be cached
  // as JSON.
  BigInt: { input: 'bigint | string', output: 'string' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a TypeScript type
  Bytes: '`0x${string}`',
  DateTime: 'string',
  JSON: 'unknown',
  Timestamp: 'string',
  Int8: 'string',
  BigDecimal: 'string',
}

/** Typed operations of packages/client, from the public schema and the documents beside them. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: 'packages/client/src/operations/*.graphql',
  generates: {
    'packages/client/src/generated/operations.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        scalars,
        strictScalars: true,
        enumsAsTypes: true,
        useTypeImports: true,
        skipTypename: true,
        documentMode: 'string',
        dedupeFragments: true,
        arrayInputCoercion: false,
      },
    },
  },
}

export default config

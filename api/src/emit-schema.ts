import { writeFileSync } from 'node:fs'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { createGatewaySchema } from './gateway/createGatewaySchema.js'
import { committedSubgraphSchema } from './gateway/subgraphSdl.js'
import { createLocalSchema } from './modules/createLocalSchema.js'

/** Writes the public, stitched schema to the repository's root; same text for same sources. */
const target = new URL('../../schema.graphql', import.meta.url)
const schema = createGatewaySchema({
  local: await createLocalSchema(),
  subgraph: committedSubgraphSchema(),
  subgraphExecutor: () => ({ data: null }),
})
writeFileSync(
  target,
  `# The public API. Generated from api/src and the subgraph's API by \`npm run generate\`; do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`,
)

// Writes job.schema.json from the schema in packages/domain (built first: npx tsc -b packages/domain).
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { jobFileJsonSchema } from '@aiigo/domain'

const target = fileURLToPath(new URL('../job.schema.json', import.meta.url))
writeFileSync(target, JSON.stringify(jobFileJsonSchema(), null, 2))
execFileSync('biome', ['format', '--write', target], { stdio: 'inherit' })

// Writes the JSON Schemas of what each command prints with --json into schemas/.
import { fileURLToPath } from 'node:url'
import { writeSchemas } from '@aiigo/terminal/writeSchemas'
import { COMMANDS } from '../dist/commandList.js'

await writeSchemas('aiigo', COMMANDS, fileURLToPath(new URL('../schemas/', import.meta.url)))

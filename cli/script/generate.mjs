// Writes the JSON Schemas of what each command prints with --json: schemas/<command>.json, of the lines of --follow
// schemas/<command>.follow.json, and schemas/error.json. Part of `npm run generate`.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { COMMANDS } from '../dist/commandList.js'
import { result as error } from '../dist/schemas/error.js'

const folder = fileURLToPath(new URL('../schemas/', import.meta.url))
mkdirSync(folder, { recursive: true })
for (const file of readdirSync(folder)) rmSync(folder + file)

function write(name, title, schema) {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'output' })
  const document = { $schema, $id: `urn:aiigo:cli:${name}`, title, ...rest }
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(document, null, 2)}\n`)
}

write('error', 'aiigo: a failure', error)
for (const { name, load } of COMMANDS) {
  const { default: command } = await load()
  const { result, item } = await command.schemas()
  const file = name.replaceAll(' ', '-')
  write(file, `aiigo ${name} --json`, result)
  if (item) write(`${file}.follow`, `aiigo ${name} --follow --json, each line`, item)
}

// Writes the JSON Schemas of what each command of a program prints with --json: <command>.json, of followed lines
// <command>.follow.json, and error.json. Part of `npm run generate`.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { result as error } from './dist/schemas/error.js'

/**
 * @param {string} program its name
 * @param {readonly import('./dist/Command.js').ListedCommand[]} commands
 * @param {string} folder with a slash at its end; emptied first
 * @param {string} following the option of commands that print lines
 */
export async function writeSchemas(program, commands, folder, following = '--follow') {
  mkdirSync(folder, { recursive: true })
  for (const file of readdirSync(folder)) rmSync(folder + file)

  function write(name, title, schema) {
    const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'output' })
    const document = { $schema, $id: `urn:aiigo:${program === 'aiigo' ? 'cli' : program}:${name}`, title, ...rest }
    writeFileSync(`${folder}${name}.json`, `${JSON.stringify(document, null, 2)}\n`)
  }

  write('error', `${program}: a failure`, error)
  for (const { name, load } of commands) {
    const { default: command } = await load()
    const { result, item } = await command.schemas()
    const file = name.replaceAll(' ', '-')
    // A command that prints its log has no document.
    if (result.type === 'undefined') continue
    write(file, `${program} ${name} --json`, result)
    if (item) write(`${file}.follow`, `${program} ${name} ${following} --json, each line`, item)
  }
}

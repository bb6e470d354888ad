import { readFileSync } from 'node:fs'
import { abiNameOf, contractNames } from '../../script/contractNames.mjs'

/** ABI of every indexed contract, by name. */
export function readAbis() {
  const read = (name) => JSON.parse(readFileSync(new URL(`../../abis/${name}.json`, import.meta.url), 'utf8'))
  return Object.fromEntries(contractNames.map((name) => [name, read(abiNameOf(name))]))
}

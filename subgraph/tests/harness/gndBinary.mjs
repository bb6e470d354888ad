import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** Path of graph-node's development binary. */
export function gndBinary() {
  try {
    return join(dirname(require.resolve('@graphprotocol/gnd-linux-x64/package.json')), 'bin', 'gnd')
  } catch (cause) {
    const platform = `${process.platform}-${process.arch}`
    throw new Error(`graph-node comes from npm for linux-x64 only and this is ${platform}: run these tests there.`, {
      cause,
    })
  }
}

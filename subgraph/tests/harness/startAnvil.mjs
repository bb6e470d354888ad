import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { findFreePort } from './findFreePort.mjs'
import { startProcess } from './startProcess.mjs'
import { waitFor } from './waitFor.mjs'

const require = createRequire(import.meta.url)

/** Starts a chain that mines only on request, with its clock at `timestamp` (unix seconds). */
export async function startAnvil(timestamp) {
  const port = await findFreePort()
  const bin = join(dirname(require.resolve('@foundry-rs/anvil/package.json')), 'bin.mjs')
  const anvil = startProcess(process.execPath, [bin, '--port', `${port}`, '--no-mining', '--timestamp', `${timestamp}`])
  const url = `http://127.0.0.1:${port}`
  const rpc = async (method, params = []) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
    const { result, error } = await response.json()
    if (error) throw new Error(`${method}: ${error.message}`)
    return result
  }
  const dead = () => (anvil.exited() ? anvil.output() : undefined)
  const stop = () => anvil.stop('SIGTERM')
  await waitFor('anvil', () => rpc('eth_chainId'), { dead }).catch(async (error) => {
    await stop()
    throw error
  })
  return { url, rpc, stop }
}

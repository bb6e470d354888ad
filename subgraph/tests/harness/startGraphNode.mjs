import { createServer } from 'node:http'
import { findFreePort } from './findFreePort.mjs'
import { gndBinary } from './gndBinary.mjs'
import { startProcess } from './startProcess.mjs'
import { waitFor } from './waitFor.mjs'

/** graph-node refuses to start without an IPFS endpoint, though it reads built subgraphs from files. */
async function startIpfsEndpoint() {
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
  )
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

/**
 * Starts graph-node on a chain with built subgraphs, named subgraph-0, subgraph-1, … in their order.
 * @returns {Promise<{ query: (index: number, query: string) => Promise<any>, until: (index: number, block: number) =>
 * Promise<void>, stop: () => Promise<void> }>}
 */
export async function startGraphNode({ manifests, postgresUrl, chainUrl, network }) {
  const ipfs = await startIpfsEndpoint()
  const [http, index, admin, metrics] = [
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
  ]
  const gnd = startProcess(
    gndBinary(),
    [
      'dev',
      ...['--manifests', manifests.join(',')],
      ...['--postgres-url', postgresUrl],
      ...['--ethereum-rpc', `${network}:archive:${chainUrl}`],
      ...['--ipfs', ipfs.url],
      ...['--http-port', `${http}`, '--index-node-port', `${index}`],
      ...['--admin-port', `${admin}`, '--metrics-port', `${metrics}`],
    ],
    { GRAPH_STORE_DISABLE_CHAIN_HEAD_PTR_CACHE: 'true', ETHEREUM_POLLING_INTERVAL: '100', RUST_LIB_BACKTRACE: '0' },
  )
  const query = async (subgraph, text) => {
    const response = await fetch(`http://127.0.0.1:${http}/subgraphs/name/subgraph-${subgraph}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text }),
    })
    const { data, errors } = await response.json()
    if (errors) throw new Error(errors.map((error) => error.message).join('; '))
    return data
  }
  const until = async (subgraph, block) => {
    const dead = () => (gnd.exited() ? gnd.output().slice(-4000) : failureIn(gnd.output()))
    await waitFor(
      `subgraph-${subgraph} at block ${block}`,
      async () =>
        (await query(subgraph, '{ _meta { block { number } } }'))._meta.block.number >= block ? true : undefined,
      { dead },
    )
  }
  const stop = async () => {
    // It ignores SIGTERM.
    await gnd.stop('SIGINT')
    await ipfs.stop()
  }
  return { query, until, stop }
}

/** The log line of a handler that aborted, which stops a subgraph for good. */
function failureIn(log) {
  return log.split('\n').find((line) => line.includes('Subgraph failed with deterministic error'))
}

import { existsSync, readFileSync } from 'node:fs'
import { createReader, LOCAL_CHAIN_ID } from '@aiigo/chain'
import { dieWithParent } from '../dieWithParent.js'
import { StateMismatchError } from '../errors.js'
import { nativeBinary } from '../paths.js'
import { type PartContext, stages } from './context.js'

/** The development mnemonic's accounts that have money. */
const ACCOUNTS = 53

/**
 * Starts a local chain that mines each transaction at once and keeps its whole history in one file.
 * @param beginning of a new chain, Unix seconds; default: now
 */
export async function startChain(
  { files, ports, supervisor, baseEnv, listenHost, progress }: PartContext,
  beginning?: number,
): Promise<string> {
  const done = progress.step('starting the chain')
  assertStateReadable(files.chain)
  const url = `http://127.0.0.1:${ports.chain}`
  supervisor.start({
    name: 'chain',
    ...dieWithParent('SIGINT', nativeBinary('anvil'), [
      ...['--host', listenHost, '--port', String(ports.chain), '--chain-id', String(LOCAL_CHAIN_ID)],
      ...['--accounts', String(ACCOUNTS), '--balance', '10000'],
      ...(beginning === undefined ? [] : ['--timestamp', String(beginning)]),
      // Written at the end and, for the case that there is none, every few seconds.
      ...['--state', files.chain, '--state-interval', '5'],
    ]),
    env: baseEnv,
    stage: stages.chain,
    stopSignal: 'SIGINT',
    stopLimitMs: 8000,
  })
  const reader = createReader(LOCAL_CHAIN_ID, url)
  await supervisor.waitReady('chain', 60_000, () => reader.getChainId())
  done(`chain ready on ${url}, chain id ${LOCAL_CHAIN_ID}, block ${await reader.getBlockNumber()}`)
  return url
}

function assertStateReadable(path: string): void {
  if (!existsSync(path)) return
  try {
    JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new StateMismatchError(`the chain's state in ${path} was cut off while it was written`)
  }
}

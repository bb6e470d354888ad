import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { RpcCounts } from './rpcMeter.js'

export interface RpcMeter {
  readonly pid: number
  /** URL of the chain's node for each caller. */
  readonly urls: Readonly<Record<string, string>>
  read(): Promise<RpcCounts>
  stop(): void
}

/** Starts a counting passage to the chain's node; the node need not run yet. */
export async function startRpcMeter(chainPort: number, callers: readonly string[]): Promise<RpcMeter> {
  const child = fork(fileURLToPath(new URL('rpcMeter.js', import.meta.url)), [String(chainPort), ...callers])
  const [ports] = (await once(child, 'message')) as [Record<string, number>]
  return {
    pid: child.pid ?? 0,
    urls: Object.fromEntries(Object.entries(ports).map(([caller, port]) => [caller, `http://127.0.0.1:${port}`])),
    async read() {
      const answer = once(child, 'message')
      child.send('read')
      return ((await answer) as [RpcCounts])[0]
    },
    stop: () => child.disconnect(),
  }
}

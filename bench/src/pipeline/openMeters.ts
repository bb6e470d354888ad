import { createProcessMeter, type Usage } from './createProcessMeter.js'
import type { PipelineStack } from './openPipelineStack.js'
import { openSqlMeter, type SqlCounts } from './openSqlMeter.js'
import { readMappingSeconds, readMetrics } from './readMetrics.js'
import type { RpcCounts } from './rpcMeter.js'

/** Everything that is counted, at one moment. */
export interface Reading {
  /** `performance.now()` */
  readonly at: number
  readonly processes: ReadonlyMap<string, Usage>
  /** Processor time of the whole machine, milliseconds. */
  readonly machineMs: number
  readonly sql: SqlCounts
  readonly rpc: RpcCounts
  /** Queue jobs that the first worker has done, by queue. */
  readonly hops: ReadonlyMap<string, number>
  /** Seconds in graph-node's handlers of events, by handler. */
  readonly mappings: ReadonlyMap<string, number>
  /** Number of the chain's last block, and transactions of the operator's account. */
  readonly blocks: number
  readonly transactions: number
}

export interface Meters {
  read(): Promise<Reading>
  close(): Promise<void>
}

/** Parts of `Reading.processes` that measure: they are no part of the platform. */
export const INSTRUMENTS: ReadonlySet<string> = new Set(['bench', 'rpc-meter'])

/** @param onSample gets the use of memory and processor each second */
export async function openMeters(
  { stack, rpcMeter, parts }: PipelineStack,
  onSample: (processes: ReadonlyMap<string, Usage>) => void,
): Promise<Meters> {
  const sql = await openSqlMeter(stack.urls.database)
  const { ethereumRpc, worker } = stack.urls
  const processMeter = createProcessMeter(
    () => new Map([...parts(), ['bench', process.pid] as const, ['rpc-meter', rpcMeter.pid] as const]),
    onSample,
  )
  return {
    async read() {
      const [counts, rpc, hops, mappings, blocks, transactions] = await Promise.all([
        sql.read(),
        rpcMeter.read(),
        readMetrics(`${worker}/metrics`, 'aiigo_job_seconds_count', 'queue'),
        readMappingSeconds(stack),
        call(ethereumRpc, 'eth_blockNumber', []),
        call(ethereumRpc, 'eth_getTransactionCount', [stack.accounts.operator.address, 'latest']),
      ])
      const { machineMs } = processMeter
      return {
        ...{ at: performance.now(), processes: processMeter.read(), machineMs: machineMs() },
        ...{ sql: counts, rpc, hops, mappings, blocks, transactions },
      }
    },
    async close() {
      processMeter.stop()
      await sql.close()
    },
  }
}

async function call(url: string, method: string, params: readonly unknown[]): Promise<number> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return Number(((await response.json()) as { result: string }).result)
}

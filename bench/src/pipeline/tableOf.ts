import type { Cost } from './costOf.js'
import { INSTRUMENTS } from './openMeters.js'

/** Entries that a table shows of calls and statements. */
const MOST = 12

/** Every count of a cost in one line. */
export function lineOf(cost: Cost): string {
  const { cpuMsTotal, statements, transactionControl, commits, rpc, hops, transactions, blocks, mappingMs } = cost
  const database = `${statements.toFixed(1)} statements and ${transactionControl.toFixed(1)} of transaction control in ${commits.toFixed(1)} commits`
  const chain = `${rpc.toFixed(1)} RPC calls, ${transactions.toFixed(2)} transactions of the platform, ${blocks.toFixed(2)} blocks`
  return `CPU ${cpuMsTotal.toFixed(0)} ms, ${database}, ${chain}, ${hops.toFixed(1)} queue jobs, ${mappingMs.toFixed(1)} ms of mappings`
}

/** Where a cost goes: CPU by part, calls by caller and method, mappings by handler, statements by text. */
export function tableOf(cost: Cost): string {
  const rows = (title: string, values: ReadonlyMap<string, number>, most = MOST): string[] => [
    title,
    ...[...values]
      .filter(([, value]) => value >= 0.05)
      .sort(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([name, value]) => `  ${value.toFixed(1).padStart(8)}  ${name.replace(/\s+/g, ' ').slice(0, 100)}`),
  ]
  const parts = [...cost.cpuMs].filter(([name]) => !INSTRUMENTS.has(name))
  const instruments = [...cost.cpuMs].filter(([name]) => INSTRUMENTS.has(name))
  return [
    ...rows('CPU, ms', new Map(parts), parts.length),
    ...rows('CPU of the instruments, ms', new Map(instruments)),
    ...rows('RPC calls', cost.rpcByMethod),
    ...rows('mappings, ms', cost.mappingMsByHandler),
    ...rows('statements', cost.statementsByText),
  ].join('\n')
}

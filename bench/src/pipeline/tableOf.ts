import type { Cost } from './costOf.js'

/** Entries that a table shows of calls and statements. */
const MOST = 12

/** Where the time goes, for people: CPU by part, calls by method, statements by text. */
export function tableOf(cost: Cost): string {
  const rows = (values: ReadonlyMap<string, number>, unit: string, most = values.size): string[] =>
    [...values]
      .filter(([, value]) => value >= 0.05)
      .sort(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([name, value]) => `  ${value.toFixed(1).padStart(8)} ${unit}  ${name.replace(/\s+/g, ' ').slice(0, 100)}`)
  return [
    `CPU ${cost.cpuMsTotal.toFixed(0)} ms, ${cost.statements.toFixed(1)} statements and ${cost.transactionControl.toFixed(1)} of transaction control in ${cost.commits.toFixed(1)} commits, ${cost.rpc.toFixed(1)} RPC calls, ${cost.hops.toFixed(1)} queue jobs, ${cost.transactions.toFixed(2)} transactions of the platform in ${cost.blocks.toFixed(2)} blocks, ${cost.mappingMs.toFixed(1)} ms of mappings`,
    ...rows(cost.cpuMs, 'ms'),
    ...rows(cost.rpcByMethod, 'calls', MOST),
    ...rows(cost.mappingMsByHandler, 'ms'),
    ...rows(cost.statementsByText, 'times', MOST),
  ].join('\n')
}

import { INSTRUMENTS, type Reading } from './openMeters.js'
import type { RpcCounts } from './rpcMeter.js'

/** The stack's work between two readings, divided by jobs or seconds. */
export interface Cost {
  readonly seconds: number
  /** Milliseconds of CPU by part, instruments included. */
  readonly cpuMs: ReadonlyMap<string, number>
  /** Without the instruments. */
  readonly cpuMsTotal: number
  /** Cores that processes of others kept busy meanwhile: more than a little makes the figures worthless. */
  readonly othersCores: number
  readonly statements: number
  readonly transactionControl: number
  readonly commits: number
  readonly rpc: number
  readonly rpcByMethod: ReadonlyMap<string, number>
  readonly hops: number
  /** Milliseconds in graph-node's handlers. */
  readonly mappingMs: number
  readonly mappingMsByHandler: ReadonlyMap<string, number>
  readonly blocks: number
  readonly transactions: number
  readonly statementsByText: ReadonlyMap<string, number>
}

/**
 * @param divisor Jobs that were paid meanwhile; or the seconds between, for the rate of an idle stack.
 * @param idle Rates of the idle stack, which are subtracted from the counts of statements, commits, calls, queue jobs,
 * blocks and transactions. Processor time stays whole: the regular work is a part of what the platform costs.
 */
export function costOf(from: Reading, to: Reading, divisor: number, idle?: Cost): Cost {
  const seconds = (to.at - from.at) / 1_000
  const per = (difference: number, idlePerSecond = 0): number =>
    Math.max(0, difference - idlePerSecond * seconds) / divisor
  const between = (
    a: ReadonlyMap<string, number>,
    b: ReadonlyMap<string, number>,
    rates?: ReadonlyMap<string, number>,
  ) => new Map([...b].map(([key, value]) => [key, per(value - (a.get(key) ?? 0), rates?.get(key))]))
  const cpuOf = ({ processes }: Reading) => new Map([...processes].map(([name, { cpuMs }]) => [name, cpuMs]))
  const cpuMs = between(cpuOf(from), cpuOf(to))
  const ownMs = sum(cpuMs.values()) * divisor
  const rpcByMethod = between(flat(from.rpc), flat(to.rpc), idle?.rpcByMethod)
  const mappingMsByHandler = new Map(
    [...between(from.mappings, to.mappings)].map(([handler, handlerSeconds]) => [handler, handlerSeconds * 1_000]),
  )
  const { sql: before } = from
  const { sql: after } = to
  return {
    seconds,
    cpuMs,
    cpuMsTotal: sum([...cpuMs].filter(([name]) => !INSTRUMENTS.has(name)).map(([, ms]) => ms)),
    othersCores: Math.max(0, to.machineMs - from.machineMs - ownMs) / 1_000 / seconds,
    statements: per(after.statements - before.statements, idle?.statements),
    transactionControl: per(after.transactionControl - before.transactionControl, idle?.transactionControl),
    commits: per(after.commits - before.commits, idle?.commits),
    rpc: sum(rpcByMethod.values()),
    rpcByMethod,
    hops: sum(between(from.hops, to.hops).values()) - (idle ? (idle.hops * seconds) / divisor : 0),
    mappingMs: sum(mappingMsByHandler.values()),
    mappingMsByHandler,
    blocks: per(to.blocks - from.blocks, idle?.blocks),
    transactions: per(to.transactions - from.transactions, idle?.transactions),
    statementsByText: between(before.byText, after.byText, idle?.statementsByText),
  }
}

const sum = (values: Iterable<number>): number => [...values].reduce((all, value) => all + value, 0)

/** Calls by caller and method, such as `worker eth_call`. */
function flat(counts: RpcCounts): Map<string, number> {
  return new Map(
    Object.entries(counts).flatMap(([caller, methods]) =>
      Object.entries(methods).map(([method, count]) => [`${caller} ${method}`, count] as const),
    ),
  )
}

import type { IncomingMessage } from 'node:http'
import type { Allowance, Context } from '../graphql/context.js'

/** The cost that a reader measured. */
export const COST_HEADER = 'x-aiigo-cost'
/** The operation that a reader answered and its outcome, for metrics. */
export const REPORT_HEADER = 'x-aiigo-report'
/** The caller, as the process in front knows it. Readers listen on a socket file that only this user may open. */
const CALLER_HEADER = 'x-aiigo-caller'

type Caller = Pick<Context, 'viewer' | 'refusal' | 'ip' | 'userAgent'> & {
  caller: string
  allowance: Allowance | null
}

export function callerHeader({ viewer, refusal, ip, userAgent, meter }: Context): Record<string, string> {
  const caller: Caller = {
    ...{ viewer, refusal, ip, userAgent },
    caller: meter?.caller ?? ip,
    allowance: meter?.allowance ?? null,
  }
  return { [CALLER_HEADER]: encodeURIComponent(JSON.stringify(caller).toWellFormed()) }
}

/** @param onCost hears what the operation costs */
export function readCaller(request: IncomingMessage, onCost: (cost: number) => void): Context {
  const text = request.headers[CALLER_HEADER]
  if (typeof text !== 'string') throw new Error('expected a request of the API in front of this reader')
  const { caller, allowance, ...context } = JSON.parse(decodeURIComponent(text)) as Caller
  return {
    ...context,
    meter: {
      caller,
      allowance,
      async charge(cost) {
        if (!allowance) return { enough: true, allowance }
        const enough = cost <= allowance.remaining
        if (!enough) return { enough, allowance }
        onCost(cost)
        return { enough, allowance: { ...allowance, remaining: allowance.remaining - cost } }
      },
    },
  }
}

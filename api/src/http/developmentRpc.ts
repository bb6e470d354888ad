import express, { type RequestHandler, Router } from 'express'
import { z } from 'zod'

/**
 * Calls of a development wallet: reading the local chain, and signing with the accounts whose keys its node holds. None
 * of the node's own controls (`anvil_*`, `evm_*`) is among them.
 */
const METHODS: ReadonlySet<string> = new Set([
  'eth_blockNumber',
  'eth_call',
  'eth_chainId',
  'eth_estimateGas',
  'eth_feeHistory',
  'eth_gasPrice',
  'eth_getBalance',
  'eth_getBlockByNumber',
  'eth_getCode',
  'eth_getLogs',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
  'eth_maxPriorityFeePerGas',
  'eth_sendTransaction',
  'eth_signTypedData_v4',
  'personal_sign',
])

const callSchema = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.number(), z.string()]),
  method: z.string(),
  params: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).optional(),
})

/** Error codes of JSON-RPC. */
const INVALID_REQUEST = -32_600
const METHOD_NOT_FOUND = -32_601

/**
 * POST /rpc for development wallets on a local chain. Other origins cannot call it: a JSON body needs a preflight, and
 * none is answered here.
 */
export function developmentRpc(rpcUrl: string): RequestHandler {
  const router = Router()
  router.post('/rpc', express.json({ limit: '256kb' }), async (request, response) => {
    const { data: call } = callSchema.safeParse(request.body)
    const refuse = (code: number, message: string): void => {
      response.json({ jsonrpc: '2.0', id: call?.id ?? null, error: { code, message } })
    }
    if (!call) return refuse(INVALID_REQUEST, 'expected one JSON-RPC 2.0 call')
    if (!METHODS.has(call.method)) {
      return refuse(METHOD_NOT_FOUND, `expected a call that wallets make, got ${call.method}`)
    }
    const answer = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(call),
      signal: AbortSignal.timeout(30_000),
    })
    response
      .status(answer.ok ? 200 : 502)
      .type('application/json')
      .send(await answer.text())
  })
  return router
}

import type { Address } from 'viem'
import type { Eip1193Provider } from './wallets.js'

interface Answer {
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}

/**
 * A wallet of the local chain: its node holds the keys of the public development mnemonic, so that the page needs none.
 * The API passes calls on at /rpc, on local chains only.
 */
export function developmentProvider(address: Address): Eip1193Provider {
  let id = 0
  return {
    async request({ method, params = [] }) {
      if (method === 'eth_accounts' || method === 'eth_requestAccounts') return [address]
      id += 1
      const response = await fetch('/rpc', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id, method, params }),
      })
      if (!response.ok) throw new Error(`expected the local chain to answer, got HTTP ${response.status}`)
      const answer = (await response.json()) as Answer
      if (answer.error) throw Object.assign(new Error(answer.error.message), answer.error)
      return answer.result
    },
  }
}

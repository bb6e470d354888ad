import { type Deployment, escrowAbi, paymentTokens, type Reader } from '@aiigo/chain'
import type { Executor } from '@graphql-tools/utils'
import { parse } from 'graphql'
import { erc20Abi } from 'viem'
import { z } from 'zod'
import { askSubgraph } from './askSubgraph.js'
import { reachChain } from './reachChain.js'

/** The escrow's books in one token. Base units. */
export interface EscrowBook {
  readonly symbol: string
  readonly decimals: number
  /** Balance of the contract. */
  readonly held: bigint
  /** Liabilities: locks, balances and fees. */
  readonly owed: bigint
}

/** All that was paid in one token since the deployment. Base units. */
export interface TokenTotal {
  readonly symbol: string
  readonly decimals: number
  readonly locked: bigint
  readonly paid: bigint
  readonly fees: bigint
  readonly rebates: bigint
  readonly refunds: bigint
}

/** Money of the whole marketplace. */
export interface MoneyFacts {
  /** Errors: GraphQLError CHAIN_UNAVAILABLE. */
  books(): Promise<EscrowBook[]>
  /** Errors: GraphQLError SUBGRAPH_UNAVAILABLE. */
  totals(): Promise<TokenTotal[]>
}

const TOTALS = parse(
  'query TokenTotals { tokenTotals_collection(first: 100) { id locked volume fees rebates refunds } }',
)
const amount = z.string().transform((text) => BigInt(text))
const totalsSchema = z.object({
  tokenTotals_collection: z.array(
    z.object({
      id: z.string().toLowerCase(),
      ...{ locked: amount, volume: amount, fees: amount, rebates: amount, refunds: amount },
    }),
  ),
})

/** Reads the money of the marketplace: what the escrow holds and owes from the chain, totals from the subgraph. */
export function createMoneyFacts(reader: Reader, deployment: Deployment, execute: Executor): MoneyFacts {
  const tokens = paymentTokens(deployment)
  const escrow = { address: deployment.addresses.Escrow, abi: escrowAbi } as const
  return {
    books: () =>
      reachChain(
        (async () => {
          // Both of one block: a deposit between two reads would look like missing money.
          const blockNumber = await reader.getBlockNumber()
          return Promise.all(
            tokens.map(async ({ symbol, address, decimals }) => {
              const [held, owed] = await Promise.all([
                BigInt(address) === 0n
                  ? reader.getBalance({ address: escrow.address, blockNumber })
                  : reader.readContract({
                      ...{ address, abi: erc20Abi, functionName: 'balanceOf', blockNumber },
                      args: [escrow.address],
                    }),
                reader.readContract({ ...escrow, functionName: 'liabilities', args: [address], blockNumber }),
              ])
              return { symbol, decimals, held, owed }
            }),
          )
        })(),
      ),
    async totals() {
      const rows = (await askSubgraph(execute, TOTALS, {}, totalsSchema)).tokenTotals_collection
      return rows.flatMap(({ id, volume, ...sums }) => {
        const token = tokens.find(({ address }) => address.toLowerCase() === id)
        return token ? [{ symbol: token.symbol, decimals: token.decimals, paid: volume, ...sums }] : []
      })
    },
  }
}

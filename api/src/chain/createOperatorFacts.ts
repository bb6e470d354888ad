import type { Reader } from '@aiigo/chain'
import type { Executor } from '@graphql-tools/utils'
import { parse } from 'graphql'
import type { Address } from 'viem'
import { z } from 'zod'
import { askSubgraph } from './askSubgraph.js'
import { reachChain } from './reachChain.js'

/** An account of the platform on chain. */
export interface AccountOnChain {
  /** Wei. */
  readonly balance: bigint
  /** Transactions of it that are in blocks, which is its next nonce. */
  readonly nonce: number
  /** As `nonce`, with those that the chain's node holds for the blocks to come. */
  readonly pendingNonce: number
  /** Wei for each unit of gas that a transaction pays now. */
  readonly gasPrice: bigint
}

export interface ChainHead {
  readonly block: number
  readonly at: Date
}

/** Present values of chain and subgraph that only the operator looks at. */
export interface OperatorFacts {
  /** Errors: GraphQLError CHAIN_UNAVAILABLE. */
  account(address: Address): Promise<AccountOnChain>
  /** Errors: GraphQLError CHAIN_UNAVAILABLE. */
  head(): Promise<ChainHead>
  /** The last block that the subgraph has indexed. Errors: GraphQLError SUBGRAPH_UNAVAILABLE. */
  indexedBlock(): Promise<number>
  /** Ids of nodes that the chain has under review, the first 1 000. Errors: GraphQLError SUBGRAPH_UNAVAILABLE. */
  underReview(): Promise<string[]>
}

const HEAD = parse('query IndexedBlock { _meta { block { number } } }')
const headSchema = z.object({ _meta: z.object({ block: z.object({ number: z.int() }) }) })
const REVIEWS = parse('query NodesUnderReview { nodes(where: { underReview: true }, first: 1000) { id } }')
const reviewsSchema = z.object({ nodes: z.array(z.object({ id: z.string().toLowerCase() })) })

/** Reads what only the operator looks at. */
export function createOperatorFacts(reader: Reader, execute: Executor): OperatorFacts {
  return {
    account: (address) =>
      reachChain(
        Promise.all([
          reader.getBalance({ address }),
          reader.getTransactionCount({ address, blockTag: 'latest' }),
          reader.getTransactionCount({ address, blockTag: 'pending' }),
          reader.getGasPrice(),
        ]).then(([balance, nonce, pendingNonce, gasPrice]) => ({ balance, nonce, pendingNonce, gasPrice })),
      ),
    head: () =>
      reachChain(
        reader
          .getBlock()
          .then(({ number, timestamp }) => ({ block: Number(number), at: new Date(Number(timestamp) * 1_000) })),
      ),
    indexedBlock: async () => (await askSubgraph(execute, HEAD, {}, headSchema))._meta.block.number,
    underReview: async () => (await askSubgraph(execute, REVIEWS, {}, reviewsSchema)).nodes.map(({ id }) => id),
  }
}

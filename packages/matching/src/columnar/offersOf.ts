import type { MatchNode } from '../types.js'

/** Token of the one row of a node that takes no token; nobody can ask for it. */
export const NO_TOKEN = ''

/** The tokens that a node takes, with its rates. */
export function offersOf({ asks }: MatchNode): [token: string, rate: bigint][] {
  const offers: [string, bigint][] = []
  for (const token in asks) if (asks[token] !== '0') offers.push([token, BigInt(asks[token] as string)])
  return offers.length > 0 ? offers : [[NO_TOKEN, 0n]]
}

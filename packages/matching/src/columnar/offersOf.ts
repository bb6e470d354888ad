import type { MatchNode } from '../types.js'

/** Token of the one row of a node that takes no token; no request can name it. */
export const NO_TOKEN = ''

/**
 * The tokens that a node takes, with its rates in decimal digits: one at least, and how many there are. Nothing is made
 * for them.
 */
export function eachOffer(
  node: MatchNode,
  visit: (node: MatchNode, token: string, digits: string, count: number) => void,
): void {
  const { asks } = node
  let count = 0
  for (const token in asks) if (asks[token] !== '0') count++
  if (count === 0) visit(node, NO_TOKEN, '0', 1)
  else for (const token in asks) if (asks[token] !== '0') visit(node, token, asks[token] as string, count)
}

/** The same as a list. */
export function offersOf(node: MatchNode): [token: string, rate: bigint][] {
  const offers: [string, bigint][] = []
  eachOffer(node, (_node, token, digits) => offers.push([token, BigInt(digits)]))
  return offers
}

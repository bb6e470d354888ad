import { escrowAbi } from '@aiigo/chain'
import { ETH_ADDRESS } from '@aiigo/domain'
import { type Address, type Hex, isAddressEqual } from 'viem'
import type { Connection, SendOptions } from '../connect/Connection.js'
import { permitOrAllow } from '../connect/permit.js'

/** How long a permit is good, seconds: the time of a person at the wallet's prompt, and of a block. */
const PERMIT_SECONDS = 3_600

/** Money on its way into the wallet's own balance in the escrow. */
interface Payment {
  readonly token: Address
  /** Base units of the token. */
  readonly amount: bigint
  /** Its purpose, for people. */
  readonly what: string
}

/**
 * Pays into the wallet's balance in the escrow; each call pays once more. The escrow may take a token by the wallet's
 * permit, which needs no transaction of its own; where there are no permits, by an allowance that is sent before.
 * @throws what `permitOrAllow` and `Sender.send` throw
 */
export async function payIn(
  connection: Connection,
  { token, amount, what }: Payment,
  options: SendOptions,
): Promise<Hex> {
  const { client, sender, signer, contracts } = connection
  const escrow = { address: contracts.escrow, abi: escrowAbi } as const
  const deposit = [token, signer.address, amount] as const
  if (isAddressEqual(token, ETH_ADDRESS)) {
    return sender.send({ ...escrow, functionName: 'deposit', args: deposit, value: amount }, what, options)
  }
  const wanted = { token, spender: contracts.escrow, amount, what: `the escrow to take ${what}` }
  const until = BigInt(Math.floor(client.now() / 1_000) + PERMIT_SECONDS)
  const permit = await permitOrAllow(connection, wanted, until, options)
  if (!permit) return sender.send({ ...escrow, functionName: 'deposit', args: deposit }, what, options)
  const { deadline, v, r, s } = permit
  const args = [...deposit, deadline, v, r, s]
  return sender.send({ ...escrow, functionName: 'depositWithPermit', args }, what, options)
}

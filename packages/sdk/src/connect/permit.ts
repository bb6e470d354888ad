import { type PermitTerms, permitTypedData, readPermitTerms, type SignedPermit, signedPermit } from '@aiigo/chain'
import { approve, expectBalance, isAllowed, type NamedAllowance, type WantedAllowance } from './allow.js'
import type { Connection, SendOptions } from './Connection.js'
import { chainFailure } from './chainFailure.js'

/** How often the wallet is asked before a contract has the tokens. */
export interface WalletPrompts {
  /** Signatures, which cost nothing. */
  readonly signatures: 0 | 1
  /** Transactions, which cost gas. */
  readonly transactions: 1 | 2
}

/** Where an allowance comes from: it is there, a permit gives it, or a transaction has to. */
type AllowanceSource = 'PRESENT' | 'TRANSACTION' | PermitTerms

async function sourceOf(connection: Connection, wanted: WantedAllowance): Promise<AllowanceSource> {
  const { reader, signer, chainId } = connection
  const [isThere, terms] = await Promise.all([
    isAllowed(connection, wanted),
    readPermitTerms(reader, chainId, wanted.token, signer.address),
  ])
  return isThere ? 'PRESENT' : (terms ?? 'TRANSACTION')
}

/** Prompts of the wallet, counting the transaction that uses the allowance. */
export async function promptsFor(connection: Connection, wanted: WantedAllowance): Promise<WalletPrompts> {
  const source = await sourceOf(connection, wanted)
  if (source === 'PRESENT') return { signatures: 0, transactions: 1 }
  return source === 'TRANSACTION' ? { signatures: 0, transactions: 2 } : { signatures: 1, transactions: 1 }
}

/**
 * Lets a contract take tokens out of the wallet: by a permit for exactly the amount, which the wallet signs, or by an
 * allowance that is sent where a permit cannot give it. Domain and nonce are read from the token itself. Whoever sees
 * the signature can give the spender the same allowance, and nothing else.
 * @param deadline Of the permit, Unix seconds.
 * @returns the permit to send along; null where the contract may take the tokens now
 * @throws NotRetryableError `NOT_ENOUGH_MONEY`, `WALLET_REJECTED`; what `Sender.send` throws
 */
export async function permitOrAllow(
  connection: Connection,
  wanted: NamedAllowance,
  deadline: bigint,
  options: SendOptions,
): Promise<SignedPermit | null> {
  const [source] = await Promise.all([
    sourceOf(connection, wanted),
    expectBalance(connection, wanted.token, wanted.amount),
  ])
  if (source === 'PRESENT') return null
  const permit = source === 'TRANSACTION' ? null : await signPermit(connection, wanted, source, deadline, options)
  if (!permit) await approve(connection, wanted, options)
  return permit
}

/** Null where the wallet's signature is none that the contracts take. */
async function signPermit(
  { signer }: Connection,
  { spender, amount: value, what }: NamedAllowance,
  { domain, nonce }: PermitTerms,
  deadline: bigint,
  { onPrompt }: SendOptions,
): Promise<SignedPermit | null> {
  const typed = permitTypedData(domain, { owner: signer.address, spender, value, nonce, deadline })
  onPrompt?.({ kind: 'SIGNATURE', what: `allowing ${what}` })
  const signature = await signer.signTypedData(typed).catch((error: unknown) => {
    throw chainFailure(error, 'signing the permit')
  })
  const permit = await signedPermit(typed, signature)
  return 'reason' in permit ? null : permit
}

import { type Address, type Hex, recoverAddress } from 'viem'

/** The account whose key made a signature of 65 bytes over a digest; null for what is no key's signature. */
export type RecoverSigner = (digest: Hex, signature: Hex) => Promise<Address | null>

/** As viem does it, in browsers too; servers pass the faster `recoverSigner` of `@aiigo/chain/node`. */
export const recoverByViem: RecoverSigner = (hash, signature) => recoverAddress({ hash, signature }).catch(() => null)

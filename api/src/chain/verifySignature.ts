import type { Reader } from '@aiigo/chain'
import { type Address, type Hex, type TypedDataDefinition, verifyTypedData } from 'viem'

/**
 * Whether an address signed typed data: by its key, or, for contract wallets, by ERC-1271. In the order the contracts
 * check.
 */
export type VerifySignature = (address: string, typedData: object, signature: string) => Promise<boolean>

export function createVerifySignature(reader: Reader): VerifySignature {
  return async (address, typedData, signature) => {
    const claim = { ...(typedData as TypedDataDefinition), address: address as Address, signature: signature as Hex }
    if (await succeeds(() => verifyTypedData(claim))) return true
    return succeeds(async () => {
      const code = await reader.getCode({ address: address as Address })
      return code !== undefined && code !== '0x' && (await reader.verifyTypedData(claim))
    })
  }
}

/** A signature of the wrong form makes the check throw; that is a no. */
async function succeeds(check: () => Promise<boolean>): Promise<boolean> {
  try {
    return await check()
  } catch {
    return false
  }
}

import { concat, type Hex, numberToHex, slice } from 'viem'

const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/** The forms in which wallets answer one signature. @param signature With s in the lower half and v 27 or 28. */
export function signatureForms(signature: Hex): Record<'plain' | 'ledger' | 'highS' | 'ledgerHighS' | 'compact', Hex> {
  const [r, s] = [slice(signature, 0, 32), slice(signature, 32, 64)]
  const parity = Number(slice(signature, 64)) - 27
  const highS = numberToHex(N - BigInt(s), { size: 32 })
  const byte = (value: number): Hex => numberToHex(value, { size: 1 })
  return {
    plain: signature,
    ledger: concat([r, s, byte(parity)]),
    highS: concat([r, highS, byte(28 - parity)]),
    ledgerHighS: concat([r, highS, byte(1 - parity)]),
    compact: concat([r, numberToHex((BigInt(parity) << 255n) | BigInt(s), { size: 32 })]),
  }
}

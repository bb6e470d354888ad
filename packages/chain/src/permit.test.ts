import { describe, expect, it } from '@jest/globals'
import { type Address, type Hex, hashDomain } from 'viem'
import { readPermitTerms } from './permit.js'

const CHAIN_ID = 31_337
const TOKEN: Address = `0x${'aa'.repeat(20)}`
const OTHER: Address = `0x${'bb'.repeat(20)}`
const OWNER: Address = `0x${'cc'.repeat(20)}`

/** A domain's hash by its four fields, all written out. */
function separator({ name = 'USD Coin', version = '2', chainId = CHAIN_ID, verifyingContract = TOKEN }): Hex {
  return hashDomain({
    domain: { name, version, chainId: BigInt(chainId), verifyingContract },
    types: {
      EIP712Domain: [
        { name: 'name', type: 'string' },
        { name: 'version', type: 'string' },
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
      ],
    },
  })
}

class Reverted extends Error {
  override readonly name = 'ContractFunctionRevertedError'
}

/** A token that has the given functions; each other call reverts. */
function token(answers: Record<string, unknown>, code?: Hex) {
  const readContract = async ({ functionName }: { functionName: string }) => {
    if (!(functionName in answers)) throw new Error('the call failed', { cause: new Reverted() })
    const answer = answers[functionName]
    if (answer instanceof Error) throw answer
    return answer
  }
  const reader = { readContract, getCode: async () => code } as unknown as Parameters<typeof readPermitTerms>[0]
  return readPermitTerms(reader, CHAIN_ID, TOKEN, OWNER)
}

const usdc = { DOMAIN_SEPARATOR: separator({}), nonces: 7n, name: 'USD Coin', version: '2' }

describe('readPermitTerms', () => {
  it('reads name and version of USDC, which has no EIP-5267, and the next nonce', async () => {
    expect(await token(usdc)).toEqual({
      domain: { name: 'USD Coin', version: '2', chainId: CHAIN_ID, verifyingContract: TOKEN },
      nonce: 7n,
    })
  })

  it('prefers the domain of EIP-5267, and takes version 1 where none is told', async () => {
    const described = { DOMAIN_SEPARATOR: separator({ name: 'AIIGO', version: '3' }), nonces: 0n, name: 'other' }
    const eip712Domain = ['0x0f', 'AIIGO', '3', 1n, OTHER, `0x${'00'.repeat(32)}`, []]
    expect(await token({ ...described, eip712Domain })).toMatchObject({ domain: { name: 'AIIGO', version: '3' } })
    const bare = { DOMAIN_SEPARATOR: separator({ version: '1' }), nonces: 0n, name: 'USD Coin' }
    expect(await token(bare)).toMatchObject({ domain: { version: '1' } })
  })

  it.each<[string, Record<string, unknown>, Hex]>([
    ['a token without permits', { name: 'Old', version: '1' }, '0x'],
    ['a token that counts no nonces', { ...usdc, nonces: new Error('', { cause: new Reverted() }) }, '0x'],
    [
      'a token whose domain is another contract',
      { ...usdc, DOMAIN_SEPARATOR: separator({ verifyingContract: OTHER }) },
      '0x',
    ],
    ['a token whose domain is another chain', { ...usdc, DOMAIN_SEPARATOR: separator({ chainId: 1 }) }, '0x'],
    ['a token that names itself otherwise', { ...usdc, name: 'Other Coin' }, '0x'],
    ['an owner that is a contract', usdc, '0xef01'],
  ])('finds none for %s', async (_, answers, code) => {
    expect(await token(answers, code)).toBeNull()
  })

  it('is an error, and no token without permits, while the chain does not answer', async () => {
    await expect(token({ ...usdc, DOMAIN_SEPARATOR: new Error('connection refused') })).rejects.toThrow('refused')
  })
})

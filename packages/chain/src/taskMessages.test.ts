import { type TaskRequest, taskRequestCodec } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import { concat, encodeAbiParameters, keccak256, pad, toHex, verifyTypedData } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { nodeIdOf } from './nodeId.js'
import { acceptanceTypedData, marketplaceDomain, taskIdOf, taskMessageTypes } from './taskMessages.js'

const marketplace = '0x5FbDB2315678afecb367f032d93F642f64180aa3' as const
const account = privateKeyToAccount('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80')

const request: TaskRequest = {
  jobId: pad('0x01', { size: 32 }),
  buyer: account.address,
  token: '0x0000000000000000000000000000000000000000',
  budget: 10n ** 15n,
  maxRate: 10n ** 12n,
  maxUsage: 100n,
  resourceType: 1,
  units: 1,
  workSeconds: 60,
  windowSeconds: 600,
  fundBy: 2_000_000_000,
  assignBy: 2_000_000_600,
  maxFeeBps: 800,
  matcher: account.address,
  specHash: keccak256('0x'),
}

describe('taskIdOf', () => {
  it('is the EIP-712 digest, put together by hand from the standard', () => {
    const fields = taskMessageTypes.TaskRequest
    const typeHash = keccak256(toHex(`TaskRequest(${fields.map((f) => `${f.type} ${f.name}`).join(',')})`))
    const struct = keccak256(
      encodeAbiParameters(
        [{ type: 'bytes32' }, ...fields.map((f) => ({ type: f.type }))],
        [typeHash, ...fields.map((f) => request[f.name])],
      ),
    )
    const domainType = 'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'
    const separator = keccak256(
      encodeAbiParameters(
        [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'bytes32' }, { type: 'uint256' }, { type: 'address' }],
        [
          keccak256(toHex(domainType)),
          keccak256(toHex('AIIGO Marketplace')),
          keccak256(toHex('1')),
          31337n,
          marketplace,
        ],
      ),
    )
    expect(taskIdOf(marketplaceDomain(31337, marketplace), request)).toBe(
      keccak256(concat(['0x1901', separator, struct])),
    )
  })

  it('differs by chain, contract and every field', () => {
    const id = taskIdOf(marketplaceDomain(31337, marketplace), request)
    expect(taskIdOf(marketplaceDomain(1, marketplace), request)).not.toBe(id)
    expect(taskIdOf(marketplaceDomain(31337, account.address), request)).not.toBe(id)
    expect(taskIdOf(marketplaceDomain(31337, marketplace), { ...request, budget: 1n })).not.toBe(id)
  })
})

describe('taskRequestCodec', () => {
  const fields = taskMessageTypes.TaskRequest.flatMap(({ name, type }) => {
    const bits = type.match(/^uint(\d+)$/)?.[1]
    return bits ? [[name, 2n ** BigInt(bits)] as const] : []
  })

  it.each(fields)('takes %s up to the widest value of its Solidity type', (name, limit) => {
    const json = taskRequestCodec.toJson(request)
    const inJson = (value: bigint) => (typeof json[name] === 'string' ? value.toString() : Number(value))
    expect(BigInt(taskRequestCodec.fromJson({ ...json, [name]: inJson(limit - 1n) })[name])).toBe(limit - 1n)
    expect(() => taskRequestCodec.fromJson({ ...json, [name]: inJson(limit) })).toThrow(`TaskRequest.${name}: `)
  })
})

describe('acceptance', () => {
  const acceptance = {
    taskId: keccak256('0x01'),
    attempt: 1,
    nodeId: nodeIdOf(account.address, keccak256('0x02')),
    rate: 5n,
    expiry: 2_000_000_000,
  }

  it('verifies for its signer and for nothing else', async () => {
    const typed = acceptanceTypedData(marketplaceDomain(31337, marketplace), acceptance)
    const signature = await account.signTypedData(typed)
    expect(await verifyTypedData({ ...typed, address: account.address, signature })).toBe(true)
    const other = acceptanceTypedData(marketplaceDomain(31337, marketplace), { ...acceptance, attempt: 2 })
    expect(await verifyTypedData({ ...other, address: account.address, signature })).toBe(false)
  })
})

describe('nodeIdOf', () => {
  it('is the first 8 bytes of keccak256(abi.encode(provider, salt))', () => {
    const salt = keccak256('0x02')
    expect(nodeIdOf(account.address, salt)).toBe(keccak256(concat([pad(account.address), salt])).slice(0, 18))
  })
})

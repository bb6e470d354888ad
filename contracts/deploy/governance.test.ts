import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  type Abi,
  type AbiFunction,
  type AbiParameter,
  type Address,
  createPublicClient,
  encodeFunctionData,
  http,
  keccak256,
  parseAbi,
  parseEther,
  toFunctionSelector,
  toHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import { compileContracts } from './compileContracts.js'
import { type Deployment, deployContracts } from './deployContracts.js'
import { localAccount, localRoles } from './localAccounts.js'
import { sepoliaPreset } from './presets.js'
import { readArtifact } from './readArtifact.js'
import { startAnvil, type TestChain } from './testing/startAnvil.js'

const SEPOLIA = 11_155_111
const roles = localRoles()
const folder = mkdtempSync(join(tmpdir(), 'aiigo-governance-'))
/** keccak256 of the name, as OpenZeppelin's contracts define them. */
const roleNames: Record<string, string> = {
  [zeroHash]: 'DEFAULT_ADMIN_ROLE',
  ...Object.fromEntries(
    ['OPERATOR_ROLE', 'FUNDER_ROLE', 'PROPOSER_ROLE', 'CANCELLER_ROLE', 'EXECUTOR_ROLE'].map((name) => [
      keccak256(toHex(name)),
      name,
    ]),
  ),
}
const UNAUTHORIZED = toFunctionSelector('AccessControlUnauthorizedAccount(address,bytes32)')

let chain: TestChain
let deployment: Deployment

beforeAll(async () => {
  await compileContracts()
  chain = await startAnvil(SEPOLIA)
  deployment = await deployContracts({
    rpcUrl: chain.rpcUrl,
    deployerPrivateKey: roles.deployer.privateKey,
    config: sepoliaPreset({
      operator: roles.operator.address,
      treasury: roles.treasury.address,
      holders: {
        communityRewards: roles.communityRewards.address,
        team: roles.team.address,
        privateSale: roles.privateSale.address,
        publicSale: roles.publicSale.address,
      },
    }),
    journalPath: join(folder, 'journal.json'),
  })
}, 180_000)

afterAll(async () => {
  await chain.stop()
  rmSync(folder, { recursive: true, force: true })
})

const client = () => createPublicClient({ transport: http(chain.rpcUrl, { retryCount: 0 }) })

/** Every contract that stands after the deployment, by name; the vesting wallets by their own names. */
function everything(): Record<string, { address: Address; abi: Abi }> {
  const { addresses, governance, vesting } = deployment
  const { USDC: _, ...system } = addresses
  const named = { ...system, StakerLocks: governance.stakerLocks, AiigoTimelock: governance.timelock }
  return Object.fromEntries([
    ...Object.entries({ ...named, AiigoGovernor: governance.governor }).map(([name, address]) => [
      name,
      { address, abi: readArtifact(name).abi },
    ]),
    ...Object.entries(vesting).map(([name, address]) => [
      `vesting.${name}`,
      { address, abi: readArtifact('TokenVesting').abi },
    ]),
  ])
}

/** Who holds which role where, from every grant and revocation that ever happened: `contract.ROLE: account`. */
async function heldRoles(): Promise<{ contract: string; role: string; account: Address }[]> {
  const held = await Promise.all(
    Object.entries(everything()).map(async ([contract, { address }]) => {
      const logs = await client().getLogs({
        address,
        fromBlock: 0n,
        events: parseAbi([
          'event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)',
          'event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)',
        ]),
        strict: true,
      })
      const members = new Map<string, { contract: string; role: string; account: Address }>()
      for (const { eventName, args } of logs) {
        const key = `${args.role}${args.account}`
        if (eventName === 'RoleRevoked') members.delete(key)
        else members.set(key, { contract, role: roleNames[args.role] ?? args.role, account: args.account })
      }
      return [...members.values()]
    }),
  )
  return held.flat()
}

/** An argument of the right type and no meaning: role checks come before anything looks at it. */
function emptyValue(parameter: AbiParameter): unknown {
  const { type } = parameter
  if (type.endsWith('[]')) return []
  if (type.startsWith('tuple')) {
    const parts = (parameter as { components: readonly AbiParameter[] }).components
    return Object.fromEntries(parts.map((part) => [part.name, emptyValue(part)]))
  }
  if (type === 'address') return zeroAddress
  if (type === 'bool') return false
  if (type === 'string') return ''
  if (type === 'bytes') return '0x'
  if (type.startsWith('bytes')) return toHex(0, { size: Number(type.slice(5)) })
  return type.startsWith('uint') && Number(type.slice(4)) <= 48 ? 0 : 0n
}

/** Whether a contract turns this caller away for want of a role, whatever else it thinks of the call. */
async function isTurnedAway(contract: string, fn: AbiFunction, account: Address): Promise<boolean> {
  const { address, abi } = everything()[contract] as { address: Address; abi: Abi }
  const data = encodeFunctionData({ abi: [fn] as Abi, functionName: fn.name, args: fn.inputs.map(emptyValue) })
  expect(abi.length).toBeGreaterThan(0)
  const response = await fetch(chain.rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'eth_call',
      params: [{ from: account, to: address, data }, 'latest'],
    }),
  })
  const { error } = (await response.json()) as { error?: { data?: string } }
  return error?.data?.startsWith(UNAUTHORIZED) ?? false
}

/** The functions that ask for a role and let this account in although they turn a stranger away. */
async function powersOf(account: Address): Promise<string[]> {
  const stranger = localAccount(19).address
  const powers: string[] = []
  for (const [contract, { abi }] of Object.entries(everything())) {
    for (const entry of abi) {
      if (entry.type !== 'function' || entry.stateMutability === 'view' || entry.stateMutability === 'pure') continue
      if (!(await isTurnedAway(contract, entry, stranger))) continue
      if (!(await isTurnedAway(contract, entry, account))) powers.push(`${contract}.${entry.name}`)
    }
  }
  return powers.sort()
}

describe('a deployment for a public chain', () => {
  test('leaves the admin role of every contract to the timelock, and to no person', async () => {
    const admins = (await heldRoles()).filter(({ role }) => role === 'DEFAULT_ADMIN_ROLE')

    expect(admins.map(({ contract }) => contract).sort()).toEqual([
      'AiigoTimelock',
      'Escrow',
      'NodeRegistry',
      'PowVerifier',
      'StakerLocks',
      'TaskMarketplace',
    ])
    for (const { account } of admins) {
      expect(account).toBe(deployment.governance.timelock)
      expect(await client().getCode({ address: account })).toMatch(/^0x[0-9a-f]{200}/)
    }
  }, 60_000)

  test('gives out exactly these other roles', async () => {
    const others = (await heldRoles()).filter(({ role }) => role !== 'DEFAULT_ADMIN_ROLE')

    expect(others.map(({ contract, role, account }) => `${contract} ${role} ${account}`).sort()).toEqual(
      [
        `AiigoTimelock CANCELLER_ROLE ${deployment.governance.governor}`,
        `AiigoTimelock EXECUTOR_ROLE ${zeroAddress}`,
        `AiigoTimelock PROPOSER_ROLE ${deployment.governance.governor}`,
        `NodeRegistry OPERATOR_ROLE ${roles.operator.address}`,
        `PowVerifier OPERATOR_ROLE ${roles.operator.address}`,
        `StakerLocks FUNDER_ROLE ${roles.communityRewards.address}`,
      ].sort(),
    )
  }, 60_000)

  test('gives the operator, the funder and the deployer exactly these powers', async () => {
    expect(await powersOf(roles.operator.address)).toEqual([
      'NodeRegistry.reject',
      'NodeRegistry.setTier',
      'PowVerifier.issue',
    ])
    expect(await powersOf(roles.communityRewards.address)).toEqual(['StakerLocks.fund'])
    expect(await powersOf(roles.deployer.address)).toEqual([])
  }, 60_000)

  test('gives the DAO every parameter', async () => {
    const powers = await powersOf(deployment.governance.timelock)
    for (const power of [
      'Escrow.setTokenAllowed',
      'Escrow.setTreasury',
      'NodeRegistry.setRegistrationFee',
      'TaskMarketplace.setFeeBps',
      'TaskMarketplace.setTokenPolicy',
      'StakerLocks.grantRole',
    ]) {
      expect(powers).toContain(power)
    }
  }, 60_000)

  test('puts the treasury and the ecosystem fund into the hands of the DAO', async () => {
    const balance = await client().readContract({
      address: deployment.addresses.AiigoToken,
      abi: parseAbi(['function balanceOf(address) view returns (uint256)']),
      functionName: 'balanceOf',
      args: [deployment.governance.timelock],
    })
    expect(balance).toBe(parseEther('250000000'))
  })
})

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  type Address,
  createPublicClient,
  createTestClient,
  createWalletClient,
  type Hex,
  http,
  keccak256,
  parseAbi,
  parseEther,
  toHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { type Deployment, deployContracts } from './deployContracts.js'
import { localAccount, localArbitrators, localGuardians, localRoles } from './localAccounts.js'
import { contractsRoot } from './paths.js'
import { sepoliaPreset } from './presets.js'
import { readArtifact } from './readArtifact.js'
import { everyContract } from './testing/everyContract.js'
import { readPowers } from './testing/readPowers.js'
import { startAnvil, type TestChain } from './testing/startAnvil.js'

const SEPOLIA = 11_155_111
const roles = localRoles()
const guardians = localGuardians()
const folder = mkdtempSync(join(tmpdir(), 'aiigo-governance-'))
/** keccak256 of the name, as OpenZeppelin's contracts define them. */
const roleNames: Record<string, string> = {
  [zeroHash]: 'DEFAULT_ADMIN_ROLE',
  ...Object.fromEntries(
    ['OPERATOR_ROLE', 'GUARDIAN_ROLE', 'FUNDER_ROLE', 'PROPOSER_ROLE', 'CANCELLER_ROLE', 'EXECUTOR_ROLE'].map(
      (name) => [keccak256(toHex(name)), name],
    ),
  ),
}

let chain: TestChain
let deployment: Deployment
let restricted: string[]
let powers: Record<string, string[]>

beforeAll(async () => {
  chain = await startAnvil(SEPOLIA)
  await putUsdc()
  deployment = await deployContracts({
    rpcUrl: chain.rpcUrl,
    deployerPrivateKey: roles.deployer.privateKey,
    config: sepoliaPreset({
      operator: roles.operator.address,
      holders: {
        team: roles.team.address,
        privateSale: roles.privateSale.address,
        publicSale: roles.publicSale.address,
      },
      arbitrators: localArbitrators().map(({ address }) => address),
      council: { members: guardians.map(({ address }) => address), threshold: 2 },
    }),
    journalPath: join(folder, 'journal.json'),
  })
  ;({ restricted, powers } = await readPowers(chain.rpcUrl, everyContract(deployment), everybody(), outsider()))
}, 300_000)

afterAll(async () => {
  await chain.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** A token stands where the real one does. */
async function putUsdc(): Promise<void> {
  const { usdc } = sepoliaPreset({
    ...{ operator: roles.operator.address, council: { members: [], threshold: 2 } },
    holders: { team: zeroAddress, privateSale: zeroAddress, publicSale: zeroAddress },
  })
  const { abi, bytecode } = readArtifact('TestUSDC')
  const account = privateKeyToAccount(localAccount(18).privateKey)
  const wallet = createWalletClient({ account, transport: http(chain.rpcUrl) })
  const control = createTestClient({ mode: 'anvil', transport: http(chain.rpcUrl) })
  await control.setBalance({ address: account.address, value: parseEther('10') })
  const hash = await wallet.deployContract({ abi, bytecode, chain: null })
  const { contractAddress } = await client().waitForTransactionReceipt({ hash, pollingInterval: 50 })
  const code = await client().getCode({ address: contractAddress as Address })
  await control.setCode({ address: usdc as Address, bytecode: code as Hex })
}

const client = () => createPublicClient({ transport: http(chain.rpcUrl, { retryCount: 0 }) })

const outsider = () => localAccount(19).address

/** Every account of the deployment: people and contracts. */
function everybody(): Record<string, Address> {
  const people = Object.entries(roles).map(([name, { address }]) => [name, address])
  const council = guardians.map(({ address }, index) => [`guardian ${index + 1}`, address])
  const arbitrators = localArbitrators().map(({ address }, index) => [`arbitrator ${index + 1}`, address])
  const contracts = everyContract(deployment).map(({ name, address }) => [name, address])
  return Object.fromEntries([...people, ...council, ...arbitrators, ...contracts])
}

/** The holders of every role of every contract, from all grants and revocations. */
async function heldRoles(): Promise<{ contract: string; role: string; account: Address }[]> {
  const held = await Promise.all(
    everyContract(deployment).map(async ({ name, address }) => {
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
        else members.set(key, { contract: name, role: roleNames[args.role] ?? args.role, account: args.account })
      }
      return [...members.values()]
    }),
  )
  return held.flat()
}

/** The timelock's functions in every contract with roles. */
const ruling = (contracts: string[]) => contracts.flatMap((name) => [`${name}.grantRole`, `${name}.revokeRole`])

describe('a deployment for a public chain', () => {
  test('leaves the admin role of every contract to the timelock, and to no person', async () => {
    const admins = (await heldRoles()).filter(({ role }) => role === 'DEFAULT_ADMIN_ROLE')

    expect(admins.map(({ contract }) => contract).sort()).toEqual([
      'AiigoTimelock',
      'Arbitration',
      'BonusDistributor',
      'CommunityRewards',
      'DaoTreasury',
      'Escrow',
      'GuardianCouncil',
      'NodeRegistry',
      'PartnerBonds',
      'PowVerifier',
      'StakerLocks',
      'TaskMarketplace',
    ])
    for (const { account } of admins) {
      expect(account).toBe(deployment.addresses.AiigoTimelock)
      expect(await client().getCode({ address: account })).toMatch(/^0x[0-9a-f]{200}/)
    }
  }, 60_000)

  test('gives out exactly these other roles', async () => {
    const others = (await heldRoles()).filter(({ role }) => role !== 'DEFAULT_ADMIN_ROLE')
    const { AiigoGovernor, CommunityRewards, GuardianCouncil } = deployment.addresses

    expect(others.map(({ contract, role, account }) => `${contract} ${role} ${account}`).sort()).toEqual(
      [
        `AiigoTimelock CANCELLER_ROLE ${AiigoGovernor}`,
        `AiigoTimelock EXECUTOR_ROLE ${zeroAddress}`,
        `AiigoTimelock PROPOSER_ROLE ${AiigoGovernor}`,
        `BonusDistributor GUARDIAN_ROLE ${GuardianCouncil}`,
        `BonusDistributor OPERATOR_ROLE ${roles.operator.address}`,
        `NodeRegistry OPERATOR_ROLE ${roles.operator.address}`,
        `PowVerifier OPERATOR_ROLE ${roles.operator.address}`,
        `PartnerBonds OPERATOR_ROLE ${roles.operator.address}`,
        `DaoTreasury OPERATOR_ROLE ${roles.operator.address}`,
        `StakerLocks FUNDER_ROLE ${CommunityRewards}`,
        `TaskMarketplace GUARDIAN_ROLE ${GuardianCouncil}`,
      ].sort(),
    )
  }, 60_000)

  test('gives the operator exactly these powers', () => {
    expect(powers.operator).toEqual([
      'BonusDistributor.post',
      'DaoTreasury.takeAllowance',
      'NodeRegistry.closeReview',
      'NodeRegistry.reject',
      'NodeRegistry.setTier',
      'PartnerBonds.reportBreach',
      'PowVerifier.issue',
    ])
  })

  test('gives a guardian a vote, and the council exactly these powers', () => {
    for (const index of guardians.keys()) {
      expect(powers[`guardian ${index + 1}`]).toEqual([
        'GuardianCouncil.voteCancelEpoch',
        'GuardianCouncil.votePause',
        'GuardianCouncil.voteUnpause',
        'GuardianCouncil.voteVeto',
      ])
    }
    expect(powers.GuardianCouncil).toEqual([
      'AiigoGovernor.veto',
      'BonusDistributor.cancel',
      'TaskMarketplace.pause',
      'TaskMarketplace.unpause',
    ])
  })

  test('gives no other person any power but over what is their own', () => {
    const ownWallet = (name: string) => [`${name}Vesting.renounceOwnership`, `${name}Vesting.transferOwnership`]
    expect(powers.deployer).toEqual([])
    expect(powers.admin).toEqual([])
    expect(powers.treasury).toEqual([])
    expect(powers.publicSale).toEqual([])
    expect(powers.ecosystem).toEqual([])
    expect(powers.team).toEqual(ownWallet('team'))
    expect(powers.privateSale).toEqual(ownWallet('privateSale'))
    for (const index of localArbitrators().keys()) expect(powers[`arbitrator ${index + 1}`]).toEqual([])
  })

  test('gives the DAO exactly these powers', () => {
    expect(powers.AiigoTimelock).toEqual(
      [
        ...ruling([
          'AiigoTimelock',
          'Arbitration',
          'BonusDistributor',
          'CommunityRewards',
          'DaoTreasury',
          'Escrow',
          'GuardianCouncil',
          'NodeRegistry',
          'PartnerBonds',
          'PowVerifier',
          'StakerLocks',
          'TaskMarketplace',
        ]),
        'AiigoGovernor.relay',
        'AiigoGovernor.setProposalThreshold',
        'AiigoGovernor.setVotingDelay',
        'AiigoGovernor.setVotingPeriod',
        'AiigoGovernor.updateQuorumNumerator',
        'AiigoGovernor.updateTimelock',
        'AiigoTimelock.updateDelay',
        'Arbitration.changeArbitrators',
        'BonusDistributor.cancel',
        'BonusDistributor.setEpochCap',
        'CommunityRewards.setStakingShare',
        'DaoTreasury.setAllowance',
        'DaoTreasury.spend',
        'Escrow.setTokenAllowed',
        'Escrow.setTreasury',
        'GuardianCouncil.setCouncil',
        'NodeRegistry.ban',
        'NodeRegistry.setRegistrationFee',
        'PartnerBonds.setMinimumBond',
        'TaskMarketplace.pause',
        'TaskMarketplace.setFees',
        'TaskMarketplace.setTokenPolicy',
        'TaskMarketplace.unpause',
      ].sort(),
    )
  })

  test('lets the contracts call each other for exactly this', () => {
    expect(powers.AiigoGovernor).toEqual([
      'AiigoTimelock.cancel',
      'AiigoTimelock.schedule',
      'AiigoTimelock.scheduleBatch',
    ])
    expect(powers.CommunityRewards).toEqual([
      'StakerLocks.fund',
      'communityRewardsVesting.renounceOwnership',
      'communityRewardsVesting.transferOwnership',
    ])
    expect(powers.TaskMarketplace).toEqual([
      'Arbitration.conclude',
      'Arbitration.open',
      'Escrow.credit',
      'Escrow.lock',
      'Escrow.lockFromBalance',
      'Escrow.settle',
      'NodeRegistry.onDisputeClosed',
      'NodeRegistry.onDisputeOpened',
      'NodeRegistry.penaliseDispute',
      'NodeRegistry.penaliseTimeout',
      'NodeRegistry.recordRelease',
      'NodeRegistry.recordSuccess',
    ])
    expect(powers.NodeRegistry).toEqual(['PartnerBonds.slash', 'StakingPool.slash', 'StakingPool.stakeFor'])
    expect(powers.PowVerifier).toEqual(['NodeRegistry.recordPow'])
    expect(powers.StakingPool).toEqual(['NodeRegistry.onStakeChanged', 'StakerLocks.onCollateralChanged'])
    expect(powers.PartnerBonds).toEqual(['NodeRegistry.onPartnerChanged'])
    for (const name of ['AiigoToken', 'Arbitration', 'BonusDistributor', 'Escrow', 'StakerLocks']) {
      expect(powers[name]).toEqual([])
    }
  })

  test('restricts no function to nobody, and names each in docs/permissions.md', () => {
    expect(restricted).toEqual([...new Set(Object.values(powers).flat())].sort())
    const page = readFileSync(join(contractsRoot, '..', 'docs', 'permissions.md'), 'utf8')
    const functions = everyContract(deployment)
      .filter(({ name }) => !name.endsWith('Vesting'))
      .flatMap(({ name, abi }) =>
        abi.flatMap((entry) =>
          entry.type === 'function' && entry.stateMutability !== 'view' && entry.stateMutability !== 'pure'
            ? [`${name}.${entry.name}`]
            : [],
        ),
      )
    const named = [...page.matchAll(/`([A-Z]\w+\.\w+)`/g)].map(([, name]) => String(name))
    expect([...new Set(named)].sort()).toEqual([...new Set(functions)].sort())
  })

  test('puts the treasury and the ecosystem fund into the hands of the DAO', async () => {
    const balance = await client().readContract({
      address: deployment.addresses.AiigoToken,
      abi: parseAbi(['function balanceOf(address) view returns (uint256)']),
      functionName: 'balanceOf',
      args: [deployment.addresses.DaoTreasury],
    })
    expect(balance).toBe(parseEther('250000000'))
  })
})

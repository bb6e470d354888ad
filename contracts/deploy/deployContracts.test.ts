import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createPublicClient, createTestClient, createWalletClient, http, parseAbi, parseEther, zeroAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { contractNames, stepNames } from './contractNames.js'
import { type Deployment, type DeployOptions, deployContracts } from './deployContracts.js'
import { DeploymentVerificationError, JournalMismatchError } from './errors.js'
import { localRoles } from './localAccounts.js'
import { artifactsRoot } from './paths.js'
import { localPreset } from './presets.js'
import { readArtifact } from './readArtifact.js'
import { sourcesFingerprint } from './sourcesFingerprint.js'
import { startAnvil, type TestChain } from './testing/startAnvil.js'
import { verifyDeployment } from './verifyDeployment.js'

const roles = localRoles()
/** One creation for each step, and the opening of the market. */
const transactions = stepNames.length + 1
const folder = mkdtempSync(join(tmpdir(), 'aiigo-deploy-'))
let anvil: TestChain
let options: DeployOptions

beforeAll(async () => {}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeEach(async () => {
  anvil = await startAnvil()
  options = {
    rpcUrl: anvil.rpcUrl,
    deployerPrivateKey: roles.deployer.privateKey,
    config: localPreset(),
    journalPath: join(folder, `${crypto.randomUUID()}.json`),
  }
}, 90_000)

afterEach(() => anvil.stop())

const client = () => createPublicClient({ transport: http(anvil.rpcUrl) })
const deployerNonce = () => client().getTransactionCount({ address: roles.deployer.address })

/** The wallets by the names the verification knows them by. */
const wallets = (vesting: Deployment['vesting']) => ({
  CommunityRewardsVesting: vesting.communityRewards,
  TeamVesting: vesting.team,
  PrivateSaleVesting: vesting.privateSale,
})

describe('artifacts', () => {
  test('were compiled from the sources, settings and compiler that stand here', () => {
    expect(readFileSync(join(artifactsRoot, 'sources.sha256'), 'utf8').trim()).toBe(sourcesFingerprint())
  })
})

describe('deployContracts', () => {
  test('puts the whole system on a chain, with code at every address', async () => {
    const deployment = await deployContracts(options)

    expect(deployment.chainId).toBe(31_337)
    expect(deployment.startBlock).toBe(1)
    expect(Object.keys(deployment.addresses).sort()).toEqual([...contractNames].sort())
    for (const address of Object.values(deployment.addresses)) {
      expect(await client().getCode({ address })).toMatch(/^0x[0-9a-f]{200}/)
    }
  }, 60_000)

  test('hands out the supply by the distribution table', async () => {
    const { addresses, vesting } = await deployContracts(options)
    const balance = (account: `0x${string}`) =>
      client().readContract({
        address: addresses.AiigoToken,
        abi: parseAbi(['function balanceOf(address) view returns (uint256)']),
        functionName: 'balanceOf',
        args: [account],
      })

    expect(await balance(vesting.communityRewards)).toBe(parseEther('400000000'))
    expect(await balance(vesting.team)).toBe(parseEther('150000000'))
    expect(await balance(roles.treasury.address)).toBe(parseEther('200000000'))
    expect(await balance(vesting.privateSale)).toBe(parseEther('100000000'))
    expect(await balance(roles.publicSale.address)).toBe(parseEther('100000000'))
    expect(await balance(roles.ecosystem.address)).toBe(parseEther('50000000'))
  }, 60_000)

  test('vests by the calendar of the distribution, to the beneficiaries', async () => {
    const { addresses, vesting } = await deployContracts(options)
    const read = (address: `0x${string}`, functionName: string, args: readonly unknown[] = []) =>
      client().readContract({ address, abi: readArtifact('TokenVesting').abi, functionName, args })
    const token = addresses.AiigoToken
    const year = 31_536_000n

    const start = await read(vesting.team, 'start')
    expect(await read(vesting.team, 'cliff')).toBe((start as bigint) + year)
    expect(await read(vesting.team, 'end')).toBe((start as bigint) + 3n * year)
    expect(await read(vesting.team, 'owner')).toBe(roles.team.address)
    expect(await read(vesting.privateSale, 'cliff')).toBe(
      ((await read(vesting.privateSale, 'start')) as bigint) + year / 2n,
    )
    expect(await read(vesting.privateSale, 'duration')).toBe(2n * year)
    expect(await read(vesting.privateSale, 'owner')).toBe(roles.privateSale.address)
    expect(await read(vesting.communityRewards, 'cliff')).toBe(await read(vesting.communityRewards, 'start'))
    expect(await read(vesting.communityRewards, 'duration')).toBe(4n * year)
    expect(await read(vesting.communityRewards, 'owner')).toBe(addresses.CommunityRewards)

    const at = (start as bigint) + year
    expect(await read(vesting.team, 'vestedAmount', [token, at - 1n])).toBe(0n)
    expect(await read(vesting.team, 'vestedAmount', [token, at])).toBe(parseEther('50000000'))
  }, 60_000)

  test('starts vesting when the configuration says', async () => {
    const vestingStart = Math.floor(Date.now() / 1000) + 86_400
    const { vesting } = await deployContracts({ ...options, config: localPreset({ vestingStart }) })
    for (const address of Object.values(vesting)) {
      const { abi } = readArtifact('TokenVesting')
      expect(await client().readContract({ address, abi, functionName: 'start' })).toBe(BigInt(vestingStart))
    }
  }, 60_000)

  test('a second run sends nothing and answers the same', async () => {
    const first = await deployContracts(options)
    const nonce = await deployerNonce()

    expect(await deployContracts(options)).toEqual(first)
    expect(await deployerNonce()).toBe(nonce)
  }, 60_000)

  test('goes on after a crash between two contracts', async () => {
    let steps = 0
    const crash = deployContracts({
      ...options,
      log: () => {
        steps += 1
        if (steps === 3) throw new Error('killed')
      },
    })
    await expect(crash).rejects.toThrow('killed')
    expect(await deployerNonce()).toBe(3)

    await deployContracts(options)
    expect(await deployerNonce()).toBe(transactions)
  }, 60_000)

  test('goes on after a crash between sending a transaction and seeing it mined', async () => {
    const first = await deployContracts(options)
    const journal = JSON.parse(readFileSync(options.journalPath, 'utf8'))
    delete journal.steps.Escrow.blockNumber
    writeFileSync(options.journalPath, JSON.stringify(journal))

    expect(await deployContracts(options)).toEqual(first)
    expect(await deployerNonce()).toBe(transactions)
  }, 60_000)

  test('goes on after a crash between writing a hash down and sending the transaction', async () => {
    const chain = createTestClient({ mode: 'anvil', transport: http(anvil.rpcUrl) })
    const stopAfterEscrow = (line: string) => {
      if (line.startsWith('Escrow')) throw new Error('killed')
    }
    await expect(deployContracts({ ...options, log: stopAfterEscrow })).rejects.toThrow('killed')
    const snapshot = await chain.snapshot()
    await deployContracts(options)
    await chain.revert({ id: snapshot })
    const journal = JSON.parse(readFileSync(options.journalPath, 'utf8'))
    delete journal.verified
    for (const name of stepNames.slice(stepNames.indexOf('StakingPool'))) delete journal.steps[name].blockNumber
    writeFileSync(options.journalPath, JSON.stringify(journal))

    await deployContracts(options)
    expect(await deployerNonce()).toBe(transactions)
  }, 60_000)

  test('refuses a journal whose contracts this chain does not have', async () => {
    await deployContracts(options)
    await anvil.stop()
    anvil = await startAnvil()

    await expect(deployContracts({ ...options, rpcUrl: anvil.rpcUrl })).rejects.toThrow(/AiigoToken is at 0x.* no code/)
  }, 60_000)

  test('refuses a changed configuration and names the contract', async () => {
    await deployContracts(options)
    const config = localPreset({ feeBps: 900 })

    await expect(deployContracts({ ...options, config })).rejects.toThrow(
      /TaskMarketplace's code or constructor arguments/,
    )
  }, 60_000)

  test('refuses another chain than the configured one', async () => {
    const config = localPreset({ chainId: 1 })
    await expect(deployContracts({ ...options, config })).rejects.toThrow(JournalMismatchError)
  })

  test('verification names what differs', async () => {
    const { addresses, vesting } = await deployContracts(options)
    const wallet = createWalletClient({
      account: privateKeyToAccount(roles.admin.privateKey),
      transport: http(anvil.rpcUrl),
    })
    const hash = await wallet.writeContract({
      chain: null,
      address: addresses.Escrow,
      abi: readArtifact('Escrow').abi,
      functionName: 'setTokenAllowed',
      args: [zeroAddress, false],
    })
    await client().waitForTransactionReceipt({ hash })

    const complete = { TestUSDC: zeroAddress, ...addresses, ...wallets(vesting) }
    const verification = verifyDeployment(client(), options.config, roles.deployer.address, complete)
    await expect(verification).rejects.toThrow(DeploymentVerificationError)
    await expect(verification).rejects.toThrow(
      'Escrow.isTokenAllowed(0x0000000000000000000000000000000000000000): expected true, found false',
    )
  }, 60_000)
})

import { aiigoGovernorAbi, createReader, stakerLocksAbi } from '@aiigo/chain'
import { pause } from '@aiigo/domain'
import { connect, createStaker, type Proposal, type Staker } from '@aiigo/sdk'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestClient, erc20Abi, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Marketplace } from '../testkit/marketplace.js'

/** Two of these are more than the quorum, which is never below ten million AIIGO. */
const STAKE = 6n * 10n ** 24n
const QUORUM = 10n ** 25n

/** The DAO, by the staker's side of the SDK. It moves the chain's clock by weeks, so it comes last. */
export function describeGovernance(market: () => Marketplace): void {
  describe('a staker', () => {
    let staker: Staker
    beforeAll(async () => {
      const { urls, accounts } = market().stack
      staker = createStaker(
        await connect({
          apiUrl: urls.api,
          rpcUrl: urls.ethereumRpc,
          wallet: privateKeyToAccount(accounts.publicSale.privateKey),
        }),
      )
    })
    afterAll(() => staker?.close())

    const reader = () => createReader(market().stack.chainId, market().stack.urls.ethereumRpc)
    const contracts = () => market().stack.deployment.addresses
    async function passes(seconds: number): Promise<void> {
      const clock = createTestClient({ mode: 'anvil', transport: http(market().stack.urls.ethereumRpc) })
      await clock.increaseTime({ seconds })
      await clock.mine({ blocks: 1 })
    }
    /** The newest proposal, once the subgraph and the governor show it so. */
    async function shows(expected: Partial<Proposal>, isReady = (_: Proposal) => true): Promise<Proposal> {
      for (const end = Date.now() + 60_000; ; await pause(250)) {
        const [newest] = await staker.proposals({ first: 1 })
        const entries = Object.entries(expected) as [keyof Proposal, unknown][]
        if (newest && entries.every(([key, value]) => newest[key] === value) && isReady(newest)) return newest
        if (Date.now() > end) throw new Error(`expected ${JSON.stringify(entries.map(String))}, got ${newest?.state}`)
      }
    }

    it('locks a stake, which votes, has a yield, and comes back whole when it has unbonded', async () => {
      const { AiigoToken, StakerLocks } = contracts()
      const me = staker.address
      const token = { address: AiigoToken, abi: erc20Abi } as const
      const locks = { address: StakerLocks, abi: stakerLocksAbi } as const
      const balance = () => reader().readContract({ ...token, functionName: 'balanceOf', args: [me] })
      const before = await balance()
      await staker.lock(STAKE)
      await staker.lock(STAKE, { termSeconds: 30 * 86_400 })
      expect(before - (await balance())).toBe(2n * STAKE)
      expect(await reader().readContract({ ...locks, functionName: 'getVotes', args: [me] })).toBe(2n * STAKE)
      const position = await staker.position()
      expect(position).toMatchObject({ staked: 2n * STAKE, votes: 2n * STAKE, delegate: me })
      await expect(staker.lock(before)).rejects.toMatchObject({ code: 'NOT_ENOUGH_MONEY' })

      const other = market().stack.accounts.buyers[0]?.address ?? me
      await staker.delegate(other)
      expect(await reader().readContract({ ...locks, functionName: 'getVotes', args: [other] })).toBe(2n * STAKE)
      expect(await staker.position()).toMatchObject({ votes: 0n, delegate: other })
      await staker.delegate(me)
    })

    it('proposes, votes, queues and executes a change of the DAO’s own rules', async () => {
      const governor = { address: contracts().AiigoGovernor, abi: aiigoGovernorAbi } as const
      const read = (functionName: 'votingPeriod' | 'votingDelay') =>
        reader().readContract({ ...governor, functionName })
      const [delay, period] = [Number(await read('votingDelay')), Number(await read('votingPeriod'))]
      const wanted = String(period + 1)
      await passes(1)
      const call = staker.encodeCall(governor.address, 'setVotingPeriod', [wanted])
      await staker.propose([call], 'A second more to vote')
      const pending = await shows({ state: 'PENDING', description: 'A second more to vote' })
      expect(pending.calls).toEqual([
        {
          ...call,
          target: call.target.toLowerCase(),
          contract: 'AiigoGovernor',
          functionName: 'setVotingPeriod',
          args: [{ name: 'newVotingPeriod', value: wanted }],
        },
      ])
      expect(pending).toMatchObject({ proposer: staker.address.toLowerCase(), ownVote: null, isVetoed: false })

      await passes(delay + 1)
      const active = await shows({ state: 'ACTIVE' })
      expect(active.quorum).toBe(QUORUM)
      await staker.vote(active.id, 'FOR', { reason: 'more time' })
      expect(await shows({ ownVote: 'FOR' })).toMatchObject({
        forVotes: 2n * STAKE,
        againstVotes: 0n,
        abstainVotes: 0n,
      })
      await expect(staker.vote(active.id, 'AGAINST')).rejects.toMatchObject({ code: 'REVERTED' })
      await expect(staker.execute(active)).rejects.toMatchObject({ code: 'REVERTED' })

      await passes(period + 1)
      await staker.queue(await shows({ state: 'SUCCEEDED' }))
      const queued = await shows({ state: 'QUEUED' }, ({ eta }) => eta !== null)
      const { timestamp } = await reader().getBlock()
      await passes((queued.eta ?? 0) - Number(timestamp) + 1)
      await staker.execute(queued)
      expect(await read('votingPeriod')).toBe(BigInt(wanted))
      await shows({ state: 'EXECUTED' })
    })

    it('gets its stake and its yield back', async () => {
      const token = { address: contracts().AiigoToken, abi: erc20Abi } as const
      const balance = () => reader().readContract({ ...token, functionName: 'balanceOf', args: [staker.address] })
      const { locks, yieldDue, unbondingSeconds } = await staker.position()
      expect(locks.map(({ amount }) => amount)).toEqual([STAKE, STAKE])
      const free = locks.find(({ lockedAt, endsAt }) => lockedAt === endsAt)
      if (!free) throw new Error('expected a lock without a term')
      const before = await balance()
      const claimed = await staker.claimYield()
      expect(claimed === null).toBe(yieldDue === 0n)
      expect((await balance()) - before).toBeGreaterThanOrEqual(yieldDue)
      await staker.unstake(free.id)
      await expect(staker.withdrawLock(free.id)).rejects.toMatchObject({ code: 'REVERTED' })
      await passes(Number(unbondingSeconds) + 1)
      const unbonded = await balance()
      await staker.withdrawLock(free.id)
      expect((await balance()) - unbonded).toBe(STAKE)
      expect(await staker.position()).toMatchObject({ staked: STAKE, votes: STAKE })
    })

    it('is told what a call that no contract has should be', () => {
      const { AiigoGovernor } = contracts()
      const wrong: readonly (readonly [`0x${string}`, string, readonly string[]])[] = [
        [AiigoGovernor, 'setVotingPeriods', ['1']],
        [AiigoGovernor, 'setVotingPeriod', ['soon']],
        [AiigoGovernor, 'setVotingPeriod', []],
        [staker.address, 'setVotingPeriod', ['1']],
      ]
      for (const [target, name, args] of wrong)
        expect(() => staker.encodeCall(target, name, args)).toThrow(expect.objectContaining({ code: 'CALL_UNKNOWN' }))
    })
  })
}

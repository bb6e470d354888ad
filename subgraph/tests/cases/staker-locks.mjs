import {
  BUYER,
  bytes32,
  delegateChanged,
  delegateVotesChanged,
  ETH,
  locked,
  lockWithdrawn,
  PROVIDER,
  TREASURY,
  unstakeStarted,
  yieldClaimed,
  yieldFunded,
} from '../world.mjs'

export default {
  name: 'stakers lock, vote, earn, unstake early and withdraw',
  blocks: [
    [
      locked({ lockId: 1n, staker: BUYER, amount: 1_000n, shares: 1_500n, endsAt: 1_800_000_000 }),
      // More than one byte, and one whose highest bit is set.
      locked({ lockId: 640n, staker: BUYER, amount: 200n, shares: 200n, endsAt: 1_700_000_000 }),
      delegateChanged({ delegator: BUYER, fromDelegate: ETH, toDelegate: PROVIDER }),
      delegateVotesChanged({ delegate: PROVIDER, previousVotes: 0n, newVotes: 1_200n }),
    ],
    [yieldFunded({ funder: TREASURY, amount: 90n, rate: 3n, endsAt: 1_700_000_054 })],
    [
      unstakeStarted({ lockId: 1n, staker: BUYER, amount: 950n, burnt: 50n, availableAt: 1_701_000_000 }),
      delegateVotesChanged({ delegate: PROVIDER, previousVotes: 1_200n, newVotes: 200n }),
      yieldClaimed({ staker: BUYER, to: PROVIDER, amount: 12n }),
    ],
    [lockWithdrawn({ lockId: 1n, staker: BUYER, to: PROVIDER, amount: 950n })],
  ],
  assertions: [
    {
      query: `{ stakers { id staked unbonding burnt yieldClaimed delegate { id votes } }
        stakerLocks(orderBy: id) { id amount shares burnt availableAt withdrawn lockedAt }
        lockMovements(orderBy: amount) { kind lock { id } amount burnt }
        yieldMovements(orderBy: amount) { kind account amount rate endsAt } }`,
      expected: {
        stakers: [
          {
            ...{ id: BUYER, staked: '200', unbonding: '0', burnt: '50', yieldClaimed: '12' },
            delegate: { id: PROVIDER, votes: '200' },
          },
        ],
        stakerLocks: [
          {
            ...{ id: bytes32('1'), amount: '950', shares: '0', burnt: '50', availableAt: '1701000000' },
            ...{ withdrawn: true, lockedAt: '1700000012' },
          },
          {
            ...{ id: bytes32('280'), amount: '200', shares: '200', burnt: '0', availableAt: null },
            ...{ withdrawn: false, lockedAt: '1700000012' },
          },
        ],
        lockMovements: [
          { kind: 'LOCKED', lock: { id: bytes32('280') }, amount: '200', burnt: '0' },
          { kind: 'UNSTAKED', lock: { id: bytes32('1') }, amount: '950', burnt: '50' },
          { kind: 'WITHDRAWN', lock: { id: bytes32('1') }, amount: '950', burnt: '0' },
          { kind: 'LOCKED', lock: { id: bytes32('1') }, amount: '1000', burnt: '0' },
        ],
        yieldMovements: [
          { kind: 'CLAIMED', account: BUYER, amount: '12', rate: null, endsAt: null },
          { kind: 'FUNDED', account: TREASURY, amount: '90', rate: '3', endsAt: '1700000054' },
        ],
      },
    },
    {
      query:
        '{ stakingTotals_collection { staked unbonding shares burnt yieldFunded yieldClaimed rate streamEndsAt } }',
      expected: {
        stakingTotals_collection: [
          {
            ...{ staked: '200', unbonding: '0', shares: '200', burnt: '50', yieldFunded: '90' },
            ...{ yieldClaimed: '12', rate: '3', streamEndsAt: '1700000054' },
          },
        ],
      },
    },
    {
      query: '{ stakingTotals(id: "0x01", block: { number: 3 }) { staked unbonding shares } }',
      expected: { stakingTotals: { staked: '200', unbonding: '950', shares: '200' } },
    },
  ],
}

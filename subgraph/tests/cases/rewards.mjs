import {
  BUYER,
  bondCommitted,
  bondReleaseRequested,
  bondSlashed,
  bondToppedUp,
  bondWithdrawn,
  bonusClaimed,
  by,
  bytes32,
  distributed,
  epochCancelled,
  epochClosed,
  epochPosted,
  NODE,
  nodeRegistered,
  PROVIDER,
  penaltyReason,
  TASK,
  TREASURY,
} from '../world.mjs'

const epoch = (number) => ({
  ...{ epoch: number, root: bytes32('7ee'), total: 100n },
  ...{ opensAt: 1_700_000_050, closesAt: 1_700_000_090 },
})
const node = { nodeId: NODE, provider: PROVIDER }

export default [
  {
    name: 'rewards are distributed, and bonuses posted, claimed, closed or cancelled',
    blocks: [
      [
        distributed({ caller: BUYER, amount: 100n, toStaking: 75n, toBonuses: 25n, streamEndsAt: 1_700_000_500 }),
        by('CommunityRewards', 'StakingShareChanged', { stakingShareBps: 7_500 }),
        by('BonusDistributor', 'EpochCapChanged', { cap: 1_000n }),
      ],
      [epochPosted(epoch(1n)), epochPosted(epoch(2n))],
      [bonusClaimed({ epoch: 1n, account: PROVIDER, amount: 60n })],
      [epochClosed({ epoch: 1n, returned: 40n }), epochCancelled({ epoch: 2n, caller: TREASURY, returned: 100n })],
    ],
    assertions: [
      {
        query: `{ rewardDistributions { caller amount toStaking toBonuses streamEndsAt }
          bonusEpoches(orderBy: id) { id state root total claimed returned opensAt closesAt claims { id account amount } }
          parameterChanges(orderBy: name) { name value } }`,
        expected: {
          rewardDistributions: [
            { caller: BUYER, amount: '100', toStaking: '75', toBonuses: '25', streamEndsAt: '1700000500' },
          ],
          bonusEpoches: [
            {
              ...{ id: bytes32('1'), state: 'CLOSED', root: bytes32('7ee'), total: '100', claimed: '60' },
              ...{ returned: '40', opensAt: '1700000050', closesAt: '1700000090' },
              claims: [{ id: `${bytes32('1')}${PROVIDER.slice(2)}`, account: PROVIDER, amount: '60' }],
            },
            {
              ...{ id: bytes32('2'), state: 'CANCELLED', root: bytes32('7ee'), total: '100', claimed: '0' },
              ...{ returned: '100', opensAt: '1700000050', closesAt: '1700000090', claims: [] },
            },
          ],
          parameterChanges: [
            { name: 'epochCap', value: '1000' },
            { name: 'stakingShareBps', value: '7500' },
          ],
        },
      },
    ],
  },
  {
    name: 'a partner’s bond grows, is slashed, released and committed anew',
    blocks: [
      [nodeRegistered(), by('PartnerBonds', 'MinimumBondChanged', { minimumBond: 50n })],
      [bondCommitted({ ...node, slaBps: 9_950, amount: 100n })],
      [bondToppedUp({ nodeId: NODE, payer: BUYER, amount: 20n, bonded: 120n })],
      [bondSlashed({ ...node, amount: 60n, bonded: 60n, reason: penaltyReason.MISUSE, refId: TASK })],
      [bondReleaseRequested({ ...node, amount: 60n, availableAt: 1_701_000_000 })],
      [bondWithdrawn({ ...node, to: PROVIDER, amount: 60n })],
      [bondCommitted({ ...node, slaBps: 9_900, amount: 70n })],
    ],
    assertions: [
      {
        query: `{ releasing: node(id: "${NODE}", block: { number: 5 }) { bond { slaBps amount slashed availableAt } }
          node(id: "${NODE}") { bond { provider slaBps amount slashed availableAt } }
          bondMovements(orderBy: block) { kind account amount reason refId } parameterChanges { name value } }`,
        expected: {
          releasing: { bond: { slaBps: 9_950, amount: '60', slashed: '60', availableAt: '1701000000' } },
          node: { bond: { provider: PROVIDER, slaBps: 9_900, amount: '70', slashed: '60', availableAt: null } },
          bondMovements: [
            { kind: 'COMMITTED', account: PROVIDER, amount: '100', reason: null, refId: null },
            { kind: 'TOPPED_UP', account: BUYER, amount: '20', reason: null, refId: null },
            { kind: 'SLASHED', account: PROVIDER, amount: '60', reason: 'MISUSE', refId: TASK },
            { kind: 'RELEASE_REQUESTED', account: PROVIDER, amount: '60', reason: null, refId: null },
            { kind: 'WITHDRAWN', account: PROVIDER, amount: '60', reason: null, refId: null },
            { kind: 'COMMITTED', account: PROVIDER, amount: '70', reason: null, refId: null },
          ],
          parameterChanges: [{ name: 'minimumBond', value: '50' }],
        },
      },
    ],
  },
]

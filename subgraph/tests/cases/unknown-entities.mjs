import {
  bytes32,
  CHALLENGE,
  challengeFailed,
  challengePassed,
  challengeStarted,
  ETH,
  NODE,
  nodeMoved,
  PROVIDER,
  reputationChanged,
  slashed,
  staked,
  TASK,
  taskAssigned,
  taskCancelled,
  taskExpired,
  taskReleased,
  taskReopened,
  taskSettled,
  taskSubmitted,
  tier,
  tierChanged,
  tokenAllowed,
  trustLevelChanged,
  unbondingStarted,
  unbondingWithdrawn,
} from '../world.mjs'

const node = { nodeId: NODE, provider: PROVIDER }
const attempt = { taskId: TASK, nodeId: NODE, attempt: 1 }

export default {
  name: 'events about things never seen are skipped and indexing goes on',
  blocks: [
    [
      nodeMoved('VERIFIED', 'ACTIVE'),
      tierChanged({ nodeId: NODE, tier: tier.CLOUD }),
      reputationChanged({ nodeId: NODE, reputation: 1, change: 1 }),
      trustLevelChanged({ nodeId: NODE, trustLevel: 1 }),
    ],
    [
      staked({ ...node, amount: 1n, activeStake: 1n }),
      unbondingStarted({ ...node, amount: 1n, activeStake: 0n, availableAt: 1 }),
      unbondingWithdrawn({ ...node, to: PROVIDER, amount: 1n }),
      slashed({ ...node, fromActive: 1n, fromUnbonding: 0n, activeStake: 0n, reason: 0, refId: TASK }),
    ],
    [
      challengeStarted({ challengeId: CHALLENGE, nodeId: NODE, seed: bytes32('5eed'), deadline: 1 }),
      challengePassed({ challengeId: CHALLENGE, nodeId: NODE, hashesPerSecond: 1n, elapsedSeconds: 1 }),
      challengeFailed({ challengeId: CHALLENGE, nodeId: NODE, by: PROVIDER }),
    ],
    [
      taskAssigned(),
      taskReleased(attempt),
      taskReopened(attempt),
      taskSubmitted({ ...attempt, provider: PROVIDER, usage: 1n, cost: 1n, resultHash: bytes32('1'), settleAfter: 1 }),
      taskSettled({ ...attempt, cost: 1n, fee: 0n, providerAmount: 1n, refund: 0n, approved: false }),
      taskCancelled({ taskId: TASK, refund: 1n }),
      taskExpired({ taskId: TASK, nodeId: NODE, refund: 1n }),
    ],
    [tokenAllowed(ETH, true)],
  ],
  assertions: [
    {
      query:
        '{ nodes { id } providers { id } tasks { id } taskEvents { id } challenges { id } stakeMovements { id } protocols { id } tokenTotals_collection { id } }',
      expected: {
        nodes: [],
        providers: [],
        tasks: [],
        taskEvents: [],
        challenges: [],
        stakeMovements: [],
        protocols: [],
        tokenTotals_collection: [{ id: ETH }],
      },
    },
  ],
}

import {
  AIIGO,
  NODE,
  nodePenalised,
  nodeRegistered,
  PROVIDER,
  penaltyReason,
  slashed,
  staked,
  TASK,
  unbondingStarted,
  unbondingWithdrawn,
} from '../world.mjs'

const node = { nodeId: NODE, provider: PROVIDER }
const wei = (aiigo) => (aiigo * AIIGO).toString()

export default {
  name: 'collateral is staked, unbonds, is slashed from both parts and leaves',
  blocks: [
    [nodeRegistered(), staked({ ...node, amount: 1_000n * AIIGO, activeStake: 1_000n * AIIGO })],
    [staked({ ...node, amount: 500n * AIIGO, activeStake: 1_500n * AIIGO })],
    [unbondingStarted({ ...node, amount: 400n * AIIGO, activeStake: 1_100n * AIIGO, availableAt: 1_701_000_000 })],
    [
      slashed({
        ...node,
        fromActive: 55n * AIIGO,
        fromUnbonding: 20n * AIIGO,
        activeStake: 1_045n * AIIGO,
        reason: penaltyReason.TASK_TIMEOUT,
        refId: TASK,
      }),
      nodePenalised({ nodeId: NODE, reason: penaltyReason.TASK_TIMEOUT, refId: TASK }),
    ],
    [unbondingWithdrawn({ ...node, to: PROVIDER, amount: 380n * AIIGO })],
  ],
  assertions: [
    {
      query: `{ node(id: "${NODE}") { activeStake unbondingStake slashed penalties { reason refId block }
        stakeMovements(orderBy: block) { kind amount reason refId block } } }`,
      expected: {
        node: {
          activeStake: wei(1_045n),
          unbondingStake: '0',
          slashed: wei(75n),
          penalties: [{ reason: 'TASK_TIMEOUT', refId: TASK, block: '4' }],
          stakeMovements: [
            { kind: 'STAKED', amount: wei(1_000n), reason: null, refId: null, block: '1' },
            { kind: 'STAKED', amount: wei(500n), reason: null, refId: null, block: '2' },
            { kind: 'UNBONDING_STARTED', amount: wei(400n), reason: null, refId: null, block: '3' },
            { kind: 'SLASHED', amount: wei(75n), reason: 'TASK_TIMEOUT', refId: TASK, block: '4' },
            { kind: 'UNBONDING_WITHDRAWN', amount: wei(380n), reason: null, refId: null, block: '5' },
          ],
        },
      },
    },
    {
      query: `{ protocols { staked slashed } provider(id: "${PROVIDER}") { slashed } }`,
      expected: {
        protocols: [{ staked: wei(1_045n), slashed: wei(75n) }],
        provider: { slashed: wei(75n) },
      },
    },
    {
      query: `{ node(id: "${NODE}", block: { number: 3 }) { unbondingStake } protocols(block: { number: 3 }) { staked } }`,
      expected: { node: { unbondingStake: wei(400n) }, protocols: [{ staked: wei(1_500n) }] },
    },
  ],
}

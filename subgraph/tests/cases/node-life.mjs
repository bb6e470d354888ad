import {
  NODE,
  nodeBanned,
  nodeMoved,
  nodePenalised,
  nodeRegistered,
  OTHER_NODE,
  PROVIDER,
  penaltyReason,
  recordChanged,
  reputationChanged,
  reviewClosed,
  TASK,
  trustLevelChanged,
} from '../world.mjs'

const THIRD_NODE = '0x2122232425262728'

export default [
  {
    name: 'node states follow the chain and active nodes are counted',
    blocks: [
      [nodeRegistered(), nodeRegistered({ nodeId: OTHER_NODE }), nodeRegistered({ nodeId: THIRD_NODE })],
      [nodeMoved('PENDING', 'VERIFIED'), nodeMoved('VERIFIED', 'ACTIVE')],
      [
        nodeMoved('PENDING', 'VERIFIED', OTHER_NODE),
        nodeMoved('VERIFIED', 'ACTIVE', OTHER_NODE),
        nodeMoved('PENDING', 'REJECTED', THIRD_NODE),
      ],
      [nodeMoved('ACTIVE', 'INACTIVE'), nodeMoved('INACTIVE', 'SLASHED')],
    ],
    assertions: [
      {
        query: '{ nodes(orderBy: id) { id state updatedBlock } protocols { activeNodeCount } }',
        expected: {
          nodes: [
            { id: NODE, state: 'SLASHED', updatedBlock: '4' },
            { id: OTHER_NODE, state: 'ACTIVE', updatedBlock: '3' },
            { id: THIRD_NODE, state: 'REJECTED', updatedBlock: '3' },
          ],
          protocols: [{ activeNodeCount: 1 }],
        },
      },
      {
        query:
          '{ protocols(block: { number: 3 }) { activeNodeCount } nodes(block: { number: 3 }, where: { state: ACTIVE }, orderBy: id) { id } }',
        expected: { protocols: [{ activeNodeCount: 2 }], nodes: [{ id: NODE }, { id: OTHER_NODE }] },
      },
    ],
  },
  {
    name: 'reputation, trust level and record are the chain’s',
    blocks: [
      [nodeRegistered()],
      [
        reputationChanged({ nodeId: NODE, reputation: 4_800, change: -200 }),
        trustLevelChanged({ nodeId: NODE, trustLevel: 2 }),
        recordChanged({
          nodeId: NODE,
          record: {
            powPasses: 3,
            powFailures: 1,
            tasksCompleted: 12,
            tasksFailed: 2,
            hashesPerSecond: 123_456_789_012n,
            recentAttempts: 5n,
          },
        }),
      ],
    ],
    assertions: [
      {
        query: `{ node(id: "${NODE}") { reputation trustLevel powPasses powFailures tasksCompleted tasksFailed hashesPerSecond } }`,
        expected: {
          node: {
            reputation: 4800,
            trustLevel: 'VERIFIED',
            powPasses: 3,
            powFailures: 1,
            tasksCompleted: 12,
            tasksFailed: 2,
            hashesPerSecond: '123456789012',
          },
        },
      },
    ],
  },
  {
    name: 'a node whose failures pile up is under review until the operator has looked; a banned one is so for good',
    blocks: [
      [nodeRegistered(), nodeRegistered({ nodeId: OTHER_NODE })],
      [
        nodePenalised({ nodeId: NODE, reason: penaltyReason.TASK_RELEASED, refId: TASK }),
        nodePenalised({ nodeId: NODE, reason: penaltyReason.REPEATED_FAILURES, refId: TASK }),
        nodePenalised({ nodeId: OTHER_NODE, reason: penaltyReason.DISPUTE_LOST, refId: TASK }),
      ],
      [reviewClosed({ nodeId: NODE, operator: PROVIDER }), nodeBanned({ nodeId: OTHER_NODE, provider: PROVIDER })],
    ],
    assertions: [
      {
        query: '{ nodes(orderBy: id, block: { number: 2 }) { underReview banned } }',
        expected: {
          nodes: [
            { underReview: true, banned: false },
            { underReview: false, banned: false },
          ],
        },
      },
      {
        query:
          '{ nodes(orderBy: id) { underReview banned penalties(where: { reason_not: TASK_RELEASED }) { reason } } }',
        expected: {
          nodes: [
            {
              underReview: false,
              banned: false,
              penalties: [{ reason: 'REPEATED_FAILURES' }],
            },
            { underReview: false, banned: true, penalties: [{ reason: 'DISPUTE_LOST' }] },
          ],
        },
      },
    ],
  },
]

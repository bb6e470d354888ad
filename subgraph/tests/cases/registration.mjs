import {
  askChanged,
  bytes32,
  ETH,
  NODE,
  nodeRegistered,
  nodeSpec,
  nodeSpecChanged,
  OTHER_NODE,
  OTHER_PROVIDER,
  PROVIDER,
  registrationFeeChanged,
  resourceType,
  tier,
  tierChanged,
  USDC,
} from '../world.mjs'

const THIRD_NODE = '0x2122232425262728'

export default [
  {
    name: 'a registration makes a provider, a pending node and its asks',
    blocks: [
      [
        registrationFeeChanged({ fee: 10n ** 17n }),
        nodeRegistered(),
        askChanged({ nodeId: NODE, token: ETH, rate: 7n }),
        askChanged({ nodeId: NODE, token: USDC, rate: 1_000n }),
      ],
    ],
    assertions: [
      {
        query: `{ node(id: "${NODE}") { id provider { id } salt resourceType units region specHash tier state trustLevel
          reputation activeStake unbondingStake slashed openAssignments powPasses powFailures tasksCompleted tasksFailed
          hashesPerSecond registeredAt updatedBlock asks(orderBy: rate) { id token rate } } }`,
        expected: {
          node: {
            id: NODE,
            provider: { id: PROVIDER },
            salt: bytes32('5a17'),
            resourceType: 'CPU',
            units: 8,
            region: 'EU',
            specHash: bytes32('59ec'),
            tier: 'COMMUNITY',
            state: 'PENDING',
            trustLevel: 'NONE',
            reputation: 5000,
            activeStake: '0',
            unbondingStake: '0',
            slashed: '0',
            openAssignments: 0,
            powPasses: 0,
            powFailures: 0,
            tasksCompleted: 0,
            tasksFailed: 0,
            hashesPerSecond: '0',
            registeredAt: '1700000012',
            updatedBlock: '1',
            asks: [
              { id: `${NODE}${ETH.slice(2)}`, token: ETH, rate: '7' },
              { id: `${NODE}${USDC.slice(2)}`, token: USDC, rate: '1000' },
            ],
          },
        },
      },
      {
        query: `{ provider(id: "${PROVIDER}") { id nodeCount tasksCompleted tasksFailed slashed createdAt nodes { id } } }`,
        expected: {
          provider: {
            id: PROVIDER,
            nodeCount: 1,
            tasksCompleted: 0,
            tasksFailed: 0,
            slashed: '0',
            createdAt: '1700000012',
            nodes: [{ id: NODE }],
          },
        },
      },
      {
        query: '{ protocols { id nodeCount activeNodeCount providerCount registrationFee } }',
        expected: {
          protocols: [
            { id: '0x01', nodeCount: 1, activeNodeCount: 0, providerCount: 1, registrationFee: '100000000000000000' },
          ],
        },
      },
    ],
  },
  {
    name: 'providers are counted once, nodes each; spec, tier and asks change in place',
    blocks: [
      [
        nodeRegistered(),
        nodeRegistered({ nodeId: OTHER_NODE, provider: OTHER_PROVIDER }),
        askChanged({ nodeId: NODE, token: ETH, rate: 7n }),
      ],
      [
        nodeRegistered({ nodeId: THIRD_NODE, salt: bytes32('03') }),
        nodeSpecChanged({
          nodeId: NODE,
          spec: nodeSpec({
            resourceType: resourceType.GPU,
            units: 2,
            region: '0x4153494100000000',
            specHash: bytes32('02'),
          }),
        }),
        tierChanged({ nodeId: NODE, tier: tier.OWNED }),
        askChanged({ nodeId: NODE, token: ETH, rate: 0n }),
      ],
    ],
    assertions: [
      {
        query: '{ providers(orderBy: id) { id nodeCount createdAt } protocols { nodeCount providerCount } }',
        expected: {
          providers: [
            { id: PROVIDER, nodeCount: 2, createdAt: '1700000012' },
            { id: OTHER_PROVIDER, nodeCount: 1, createdAt: '1700000012' },
          ],
          protocols: [{ nodeCount: 3, providerCount: 2 }],
        },
      },
      {
        query: `{ node(id: "${NODE}") { resourceType units region specHash tier updatedBlock registeredAt asks { rate updatedBlock } } }`,
        expected: {
          node: {
            resourceType: 'GPU',
            units: 2,
            region: 'ASIA',
            specHash: bytes32('02'),
            tier: 'OWNED',
            updatedBlock: '2',
            registeredAt: '1700000012',
            asks: [{ rate: '0', updatedBlock: '2' }],
          },
        },
      },
    ],
  },
]

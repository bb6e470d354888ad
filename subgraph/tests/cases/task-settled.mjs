import {
  BUDGET,
  BUYER,
  bytes32,
  ETH,
  JOB,
  NODE,
  nodeRegistered,
  PROVIDER,
  RATE,
  TASK,
  TREASURY,
  taskAssigned,
  taskFunded,
  taskSettled,
  taskSubmitted,
  tokenAllowed,
  USDC,
  withdrawn,
} from '../world.mjs'

// Not divisible by 100, so that the rounding shows: fee = floor(12 345 679 × 8 %), the provider gets the rest.
const cost = 12_345_679n
const fee = 987_654n
const providerAmount = 11_358_025n
const refund = 7_654_321n
const resultHash = bytes32('4e5')

export default {
  name: 'a task is funded, assigned, delivered and settled 92/8, and everybody withdraws',
  blocks: [
    [tokenAllowed(USDC, true), nodeRegistered()],
    [taskFunded()],
    [taskAssigned()],
    [
      taskSubmitted({
        taskId: TASK,
        usage: 12_346n,
        cost,
        resultHash,
      }),
    ],
    [
      taskSettled({
        ...{ taskId: TASK, nodeId: NODE, treasuryAmount: fee, providerAmount },
        ...{ buyerAmount: refund, approved: true },
      }),
    ],
    [
      withdrawn({ account: PROVIDER, amount: providerAmount }),
      withdrawn({ account: BUYER, to: TREASURY, amount: refund }),
    ],
  ],
  assertions: [
    {
      query: `{ task(id: "${TASK}") { id jobId buyer token budget maxRate maxUsage resourceType workSeconds windowSeconds fundBy
        assignBy matcher specHash feeBps state attempt node { id openAssignments } provider rate unitsPerSecond assignedAt dueAt usage cost resultHash
        maxFeeBps rebateBps prepaid settleAfter fee providerAmount refund rebate approved createdAt updatedAt updatedBlock } }`,
      expected: {
        task: {
          id: TASK,
          jobId: JOB,
          buyer: BUYER,
          token: USDC,
          budget: BUDGET.toString(),
          maxRate: '2000',
          maxUsage: '50000',
          resourceType: 'CPU',
          workSeconds: '600',
          windowSeconds: '900',
          fundBy: '1700000100',
          assignBy: '1700000500',
          matcher: ETH,
          specHash: bytes32('59ec'),
          feeBps: 800,
          state: 'SETTLED',
          attempt: 1,
          node: { id: NODE, openAssignments: 0 },
          provider: PROVIDER,
          rate: RATE.toString(),
          unitsPerSecond: 8,
          assignedAt: '1700000036',
          dueAt: '1700000636',
          maxFeeBps: 800,
          rebateBps: 0,
          prepaid: false,
          usage: '12346',
          cost: cost.toString(),
          resultHash,
          settleAfter: '1700000948',
          fee: fee.toString(),
          providerAmount: providerAmount.toString(),
          refund: refund.toString(),
          rebate: '0',
          approved: true,
          createdAt: '1700000024',
          updatedAt: '1700000060',
          updatedBlock: '5',
        },
      },
    },
    {
      query: `{ task(id: "${TASK}") { events(orderBy: block) { action attempt node block timestamp }
        escrowMovements(orderBy: amount) { kind token account amount block } } }`,
      expected: {
        task: {
          events: [
            { action: 'FUNDED', attempt: 0, node: null, block: '2', timestamp: '1700000024' },
            { action: 'ASSIGNED', attempt: 1, node: NODE, block: '3', timestamp: '1700000036' },
            { action: 'SUBMITTED', attempt: 1, node: NODE, block: '4', timestamp: '1700000048' },
            { action: 'SETTLED', attempt: 1, node: NODE, block: '5', timestamp: '1700000060' },
          ],
          escrowMovements: [
            { kind: 'REFUND', token: USDC, account: BUYER, amount: refund.toString(), block: '5' },
            { kind: 'PROVIDER', token: USDC, account: PROVIDER, amount: providerAmount.toString(), block: '5' },
            { kind: 'LOCKED', token: USDC, account: BUYER, amount: BUDGET.toString(), block: '2' },
          ],
        },
      },
    },
    {
      query: `{ provider(id: "${PROVIDER}") { tasksCompleted tasksFailed } protocols { taskCount tasksSettled tasksExpired tasksCancelled }
        tokenTotals_collection { id allowed locked claimable feesHeld volume fees refunds } }`,
      expected: {
        provider: { tasksCompleted: 1, tasksFailed: 0 },
        protocols: [{ taskCount: 1, tasksSettled: 1, tasksExpired: 0, tasksCancelled: 0 }],
        tokenTotals_collection: [
          {
            id: USDC,
            allowed: true,
            locked: '0',
            claimable: '0',
            feesHeld: fee.toString(),
            volume: cost.toString(),
            fees: fee.toString(),
            refunds: refund.toString(),
          },
        ],
      },
    },
    {
      // 1 699 920 000 is 14 November 2023, 00:00 UTC; the settlement is at 1 700 000 060.
      query: `{ nodeDays { id node { id } token startsAt tasks earned } providerDays { id provider { id } token startsAt tasks earned }
        buyerDays { id buyer token startsAt tasks spent } }`,
      expected: {
        nodeDays: [
          {
            id: `${NODE}${USDC.slice(2)}db4c0000`,
            node: { id: NODE },
            token: USDC,
            startsAt: '1699920000',
            tasks: 1,
            earned: providerAmount.toString(),
          },
        ],
        providerDays: [
          {
            id: `${PROVIDER}${USDC.slice(2)}db4c0000`,
            provider: { id: PROVIDER },
            token: USDC,
            startsAt: '1699920000',
            tasks: 1,
            earned: providerAmount.toString(),
          },
        ],
        buyerDays: [
          {
            id: `${BUYER}${USDC.slice(2)}db4c0000`,
            buyer: BUYER,
            token: USDC,
            startsAt: '1699920000',
            tasks: 1,
            spent: cost.toString(),
          },
        ],
      },
    },
    {
      query: `{ atWork: node(id: "${NODE}", block: { number: 3 }) { openAssignments }
        delivered: node(id: "${NODE}", block: { number: 4 }) { openAssignments }
        tokenTotals(id: "${USDC}", block: { number: 4 }) { locked claimable volume } }`,
      expected: {
        atWork: { openAssignments: 1 },
        delivered: { openAssignments: 0 },
        tokenTotals: { locked: BUDGET.toString(), claimable: '0', volume: '0' },
      },
    },
  ],
}

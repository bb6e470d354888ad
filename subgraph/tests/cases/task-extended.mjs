import {
  BUDGET,
  BUYER,
  bytes32,
  deposited,
  NODE,
  nodeRegistered,
  PROVIDER,
  TASK,
  taskAssigned,
  taskExtended,
  taskFunded,
  taskReleased,
  taskSettled,
  taskSubmitted,
  tokenAllowed,
  USDC,
} from '../world.mjs'

const IN = 50_000_000n
const start = [tokenAllowed(USDC, true), nodeRegistered(), deposited({ account: BUYER, amount: IN })]
const extended = (extension) => taskExtended({ taskId: TASK, nodeId: NODE, attempt: 1, ...extension })
const first = extended({ dueAt: 1_700_002_000, maxUsage: 60_000n, budget: BUDGET + 5_000_000n })
const second = extended({ dueAt: 1_700_003_000, maxUsage: 60_000n, budget: BUDGET + 7_000_000n })
const task = `task(id: "${TASK}") { state budget maxUsage dueAt addedBudget addedUsage refund }`
const books = `escrowBalances(where: { account: "${BUYER}" }) { claimable spent credited }
  tokenTotals(id: "${USDC}") { locked claimable refunds }
  escrowMovements(where: { account: "${BUYER}" }, orderBy: block) { kind amount prepaid }`

export default [
  {
    name: 'a running task is extended twice, and pays out of all that was locked',
    blocks: [
      start,
      [taskFunded()],
      [taskAssigned()],
      [first],
      [second],
      [taskSubmitted({ taskId: TASK, usage: 24_000n, cost: 24_000_000n, resultHash: bytes32('4e5') })],
      [
        taskSettled({
          ...{ taskId: TASK, nodeId: NODE, treasuryAmount: 1_920_000n, providerAmount: 22_080_000n },
          ...{ buyerAmount: BUDGET + 7_000_000n - 24_000_000n, approved: true },
        }),
      ],
    ],
    assertions: [
      {
        query: `{ ${task} }`,
        expected: {
          task: {
            ...{ state: 'SETTLED', budget: String(BUDGET), maxUsage: '50000', dueAt: '1700003000' },
            ...{ addedBudget: '7000000', addedUsage: '10000', refund: '3000000' },
          },
        },
      },
      {
        query: `{ task(id: "${TASK}", block: { number: 4 }) { state dueAt addedBudget addedUsage } }`,
        expected: {
          task: { state: 'ASSIGNED', dueAt: '1700002000', addedBudget: '5000000', addedUsage: '10000' },
        },
      },
      {
        query: `{ ${books} provider(id: "${PROVIDER}") { tasksCompleted } task(id: "${TASK}") { events(orderBy: block) { action } } }`,
        expected: {
          escrowBalances: [{ claimable: String(IN - 7_000_000n + 3_000_000n), spent: '7000000', credited: '3000000' }],
          tokenTotals: { locked: '0', claimable: String(IN - 4_000_000n + 22_080_000n), refunds: '3000000' },
          escrowMovements: [
            { kind: 'DEPOSITED', amount: String(IN), prepaid: false },
            { kind: 'LOCKED', amount: String(BUDGET), prepaid: false },
            { kind: 'LOCKED', amount: '5000000', prepaid: true },
            { kind: 'LOCKED', amount: '2000000', prepaid: true },
            { kind: 'REFUND', amount: '3000000', prepaid: false },
          ],
          provider: { tasksCompleted: 1 },
          task: {
            events: ['FUNDED', 'ASSIGNED', 'EXTENDED', 'EXTENDED', 'SUBMITTED', 'SETTLED'].map((action) => ({
              action,
            })),
          },
        },
      },
    ],
  },
  {
    name: 'what was added for an attempt goes back when its node gives the task back',
    blocks: [
      start,
      [taskFunded()],
      [taskAssigned()],
      [first],
      [taskReleased({ taskId: TASK, nodeId: NODE, attempt: 1 })],
      [taskAssigned({ attempt: 2 })],
    ],
    assertions: [
      {
        query: `{ ${task} ${books} }`,
        expected: {
          task: {
            ...{ state: 'ASSIGNED', budget: String(BUDGET), maxUsage: '50000', dueAt: '1700000672' },
            ...{ addedBudget: null, addedUsage: null, refund: null },
          },
          escrowBalances: [{ claimable: String(IN), spent: '5000000', credited: '5000000' }],
          tokenTotals: { locked: String(BUDGET), claimable: String(IN), refunds: '5000000' },
          escrowMovements: [
            { kind: 'DEPOSITED', amount: String(IN), prepaid: false },
            { kind: 'LOCKED', amount: String(BUDGET), prepaid: false },
            { kind: 'LOCKED', amount: '5000000', prepaid: true },
            { kind: 'REFUND', amount: '5000000', prepaid: false },
          ],
        },
      },
    ],
  },
]

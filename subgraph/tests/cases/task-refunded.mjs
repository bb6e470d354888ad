import {
  BUDGET,
  BUYER,
  feeChanged,
  NO_NODE,
  NODE,
  nodeRegistered,
  PROVIDER,
  TASK,
  taskAssigned,
  taskCancelled,
  taskExpired,
  taskFunded,
  USDC,
} from '../world.mjs'

const amount = BUDGET.toString()
const moneyQuery = `tokenTotals(id: "${USDC}") { locked claimable volume fees refunds } escrowBalances { account token claimable }`
const moneyBack = {
  tokenTotals: { locked: '0', claimable: amount, volume: '0', fees: '0', refunds: amount },
  escrowBalances: [{ account: BUYER, token: USDC, claimable: amount }],
}
const taskQuery = `task(id: "${TASK}") { state refund fee providerAmount node { id } provider events(orderBy: block, orderDirection: desc, first: 1) { action attempt node } }`

export default [
  {
    name: 'a cancelled task returns the whole deposit',
    blocks: [
      [feeChanged({ feeBps: 800, rebateBps: 200 }), taskFunded()],
      [taskCancelled({ taskId: TASK, buyer: BUYER, refund: BUDGET })],
    ],
    assertions: [
      {
        query: `{ ${taskQuery} ${moneyQuery} protocols { tasksCancelled tasksExpired tasksSettled feeBps rebateBps } }`,
        expected: {
          task: {
            state: 'CANCELLED',
            refund: amount,
            fee: null,
            providerAmount: null,
            node: null,
            provider: null,
            events: [{ action: 'CANCELLED', attempt: 0, node: null }],
          },
          ...moneyBack,
          protocols: [{ tasksCancelled: 1, tasksExpired: 0, tasksSettled: 0, feeBps: 800, rebateBps: 200 }],
        },
      },
    ],
  },
  {
    name: 'a task nobody took expires with the whole deposit',
    blocks: [[taskFunded()], [taskExpired({ taskId: TASK, nodeId: NO_NODE, refund: BUDGET })]],
    assertions: [
      {
        query: `{ ${taskQuery} ${moneyQuery} protocols { tasksExpired } }`,
        expected: {
          task: {
            state: 'EXPIRED',
            refund: amount,
            fee: null,
            providerAmount: null,
            node: null,
            provider: null,
            events: [{ action: 'EXPIRED', attempt: 0, node: null }],
          },
          ...moneyBack,
          protocols: [{ tasksExpired: 1 }],
        },
      },
    ],
  },
  {
    name: 'a task whose node timed out expires, keeps the node and counts its failure',
    blocks: [
      [nodeRegistered(), taskFunded()],
      [taskAssigned()],
      [taskExpired({ taskId: TASK, nodeId: NODE, refund: BUDGET })],
    ],
    assertions: [
      {
        query: `{ ${taskQuery} ${moneyQuery} node(id: "${NODE}") { openAssignments } provider(id: "${PROVIDER}") { tasksFailed tasksCompleted } }`,
        expected: {
          task: {
            state: 'EXPIRED',
            refund: amount,
            fee: null,
            providerAmount: null,
            node: { id: NODE },
            provider: PROVIDER,
            events: [{ action: 'EXPIRED', attempt: 1, node: NODE }],
          },
          ...moneyBack,
          node: { openAssignments: 0 },
          provider: { tasksFailed: 1, tasksCompleted: 0 },
        },
      },
    ],
  },
]

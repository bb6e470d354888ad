import {
  ARBITRATORS,
  arbitratorAdded,
  arbitratorCredited,
  arbitratorRemoved,
  arbitratorSilent,
  BUDGET,
  BUYER,
  bytes32,
  deposited,
  disputeConcluded,
  disputeOpened,
  disputeResolved,
  drawRescheduled,
  NODE,
  nodeRegistered,
  PROVIDER,
  panelDrawn,
  panelRequested,
  ruling,
  TASK,
  taskAssigned,
  taskFunded,
  taskSubmitted,
  USDC,
  voteCommitted,
  voteRevealed,
} from '../world.mjs'

const [one, two, three, four] = ARBITRATORS
const panel = [one, two, three]
const cost = 1_000_000n
const bond = 50_000n
const resultHash = bytes32('4e5')
const delivered = [
  [nodeRegistered(), taskFunded(), ...ARBITRATORS.map((arbitrator) => arbitratorAdded({ arbitrator }))],
  [taskAssigned(), arbitratorRemoved({ arbitrator: four })],
  [taskSubmitted({ taskId: TASK, usage: 1_000n, cost, resultHash })],
  [
    // The contracts' order: the bond is locked before what came along is deposited.
    disputeOpened({ taskId: TASK, nodeId: NODE, buyer: BUYER, bond, reasonHash: bytes32('bad') }),
    deposited({ amount: bond }),
    panelRequested({
      ...{ taskId: TASK, buyer: BUYER, provider: PROVIDER, drawBlock: 5n },
      ...{ drawBy: 1_700_000_100, commitBy: 1_700_000_200, revealBy: 1_700_000_300 },
    }),
  ],
  [drawRescheduled({ taskId: TASK, drawBlock: 9n })],
  [panelDrawn({ taskId: TASK, panel })],
  panel.map((arbitrator, seat) => voteCommitted({ taskId: TASK, arbitrator, commitment: bytes32(`c${seat}`) })),
]
const resolved = {
  ...{ taskId: TASK, nodeId: NODE, provider: PROVIDER },
  ...{ treasuryAmount: 0n, providerAmount: 0n, arbitratorsAmount: 0n },
}
const moneyQuery = `task(id: "${TASK}") { state cost fee providerAmount refund rebate }
  tokenTotals(id: "${USDC}") { locked claimable feesHeld volume fees refunds }
  escrowBalances(orderBy: claimable, where: { claimable_gt: 0 }) { account claimable }
  protocols { tasksDisputed tasksResolved tasksSettled } provider(id: "${PROVIDER}") { tasksCompleted tasksFailed }`

export default [
  {
    name: 'a dispute is opened with a bond, drawn and voted upon',
    blocks: delivered,
    assertions: [
      {
        query: `{ task(id: "${TASK}", block: { number: 4 }) { state dispute { state node { id } buyer provider bond reasonHash
          drawBlock drawBy commitBy revealBy ruling majority resolvedAt openedAt seats { id } } }
          tokenTotals(id: "${USDC}", block: { number: 4 }) { locked claimable } }`,
        expected: {
          task: {
            state: 'DISPUTED',
            dispute: {
              ...{ state: 'OPENED', node: { id: NODE }, buyer: BUYER, provider: PROVIDER, bond: bond.toString() },
              ...{ reasonHash: bytes32('bad'), drawBlock: '5', drawBy: '1700000100' },
              ...{ commitBy: '1700000200', revealBy: '1700000300', ruling: 'NONE', majority: [] },
              ...{ resolvedAt: null, openedAt: '1700000048', seats: [] },
            },
          },
          tokenTotals: { locked: (BUDGET + bond).toString(), claimable: '0' },
        },
      },
      {
        query: `{ dispute(id: "${TASK}") { state drawBlock seats(orderBy: id) { arbitrator { id panels active } commitment vote silent } }
          arbitrators(where: { active: false }) { id panels } }`,
        expected: {
          dispute: {
            state: 'DRAWN',
            drawBlock: '9',
            seats: panel.map((id, seat) => ({
              arbitrator: { id, panels: 1, active: true },
              ...{ commitment: bytes32(`c${seat}`), vote: 'NONE', silent: false },
            })),
          },
          arbitrators: [{ id: four, panels: 0 }],
        },
      },
    ],
  },
  {
    name: 'a dispute that the buyer wins pays the arbitrators out of the deposit, and returns the rest and the bond',
    blocks: [
      ...delivered,
      [
        voteRevealed({ taskId: TASK, arbitrator: one, vote: ruling.BUYER }),
        voteRevealed({ taskId: TASK, arbitrator: two, vote: ruling.MISUSE }),
      ],
      [
        arbitratorSilent({ taskId: TASK, arbitrator: three, silences: 4 }),
        disputeConcluded({ taskId: TASK, ruling: ruling.BUYER, paid: [one, two] }),
        arbitratorCredited({ taskId: TASK, arbitrator: one, token: USDC, amount: 10_001n }),
        arbitratorCredited({ taskId: TASK, arbitrator: two, token: USDC, amount: 9_999n }),
        disputeResolved({
          ...{ ...resolved, ruling: ruling.BUYER, buyerAmount: BUDGET - 20_000n, bondReturned: bond },
          arbitratorsAmount: 20_000n,
        }),
      ],
    ],
    assertions: [
      {
        query: `{ ${moneyQuery} dispute(id: "${TASK}") { state ruling majority bondReturned arbitratorsAmount resolvedAt
          seats(orderBy: id) { vote silent arbitrator { silences } } rewards(orderBy: amount) { arbitrator { id } token amount } } }`,
        expected: {
          task: {
            ...{ state: 'RESOLVED', cost: '1000000', fee: '0', providerAmount: '0' },
            ...{ refund: (BUDGET - 20_000n).toString(), rebate: '0' },
          },
          tokenTotals: {
            ...{ locked: '0', claimable: (BUDGET + bond).toString(), feesHeld: '0' },
            ...{ volume: '0', fees: '0', refunds: (BUDGET - 20_000n).toString() },
          },
          escrowBalances: [
            { account: two, claimable: '9999' },
            { account: one, claimable: '10001' },
            { account: BUYER, claimable: (BUDGET - 20_000n + bond).toString() },
          ],
          protocols: [{ tasksDisputed: 1, tasksResolved: 1, tasksSettled: 0 }],
          provider: { tasksCompleted: 0, tasksFailed: 1 },
          dispute: {
            ...{ state: 'CONCLUDED', ruling: 'BUYER', majority: [one, two], bondReturned: bond.toString() },
            ...{ arbitratorsAmount: '20000', resolvedAt: '1700000108' },
            seats: [
              { vote: 'BUYER', silent: false, arbitrator: { silences: 0 } },
              { vote: 'MISUSE', silent: false, arbitrator: { silences: 0 } },
              { vote: 'NONE', silent: true, arbitrator: { silences: 4 } },
            ],
            rewards: [
              { arbitrator: { id: two }, token: USDC, amount: '9999' },
              { arbitrator: { id: one }, token: USDC, amount: '10001' },
            ],
          },
        },
      },
    ],
  },
  {
    name: 'a dispute that the provider wins pays as submitted, and the arbitrators out of the bond',
    blocks: [
      ...delivered,
      [
        disputeConcluded({ taskId: TASK, ruling: ruling.PROVIDER, paid: panel }),
        ...panel.map((arbitrator, seat) =>
          arbitratorCredited({ taskId: TASK, arbitrator, token: USDC, amount: seat === 0 ? 6_668n : 6_666n }),
        ),
        disputeResolved({
          ...{ ...resolved, ruling: ruling.PROVIDER, treasuryAmount: 80_000n, providerAmount: 920_000n },
          ...{ buyerAmount: BUDGET - cost, bondReturned: bond - 20_000n, arbitratorsAmount: 20_000n },
        }),
      ],
    ],
    assertions: [
      {
        query: `{ ${moneyQuery} dispute(id: "${TASK}") { ruling bondReturned arbitratorsAmount rewards(orderBy: amount) { token amount } }
          escrowMovements(where: { kind_in: [BOND_LOCKED, BOND_RETURNED, ARBITRATOR] }, orderBy: amount) { kind account amount } }`,
        expected: {
          task: {
            ...{ state: 'RESOLVED', cost: '1000000', fee: '80000', providerAmount: '920000' },
            ...{ refund: (BUDGET - cost).toString(), rebate: '0' },
          },
          tokenTotals: {
            ...{ locked: '0', claimable: (BUDGET + bond - 80_000n).toString(), feesHeld: '80000' },
            ...{ volume: '1000000', fees: '80000', refunds: (BUDGET - cost).toString() },
          },
          escrowBalances: [
            { account: two, claimable: '6666' },
            { account: three, claimable: '6666' },
            { account: one, claimable: '6668' },
            { account: PROVIDER, claimable: '920000' },
            { account: BUYER, claimable: (BUDGET - cost + bond - 20_000n).toString() },
          ],
          protocols: [{ tasksDisputed: 1, tasksResolved: 1, tasksSettled: 0 }],
          provider: { tasksCompleted: 1, tasksFailed: 0 },
          dispute: {
            ...{ ruling: 'PROVIDER', bondReturned: '30000', arbitratorsAmount: '20000' },
            rewards: ['6666', '6666', '6668'].map((amount) => ({ token: USDC, amount })),
          },
          escrowMovements: [
            { kind: 'ARBITRATOR', account: two, amount: '6666' },
            { kind: 'ARBITRATOR', account: three, amount: '6666' },
            { kind: 'ARBITRATOR', account: one, amount: '6668' },
            { kind: 'BOND_RETURNED', account: BUYER, amount: '30000' },
            { kind: 'BOND_LOCKED', account: BUYER, amount: '50000' },
          ],
        },
      },
    ],
  },
]

import {
  BUDGET,
  BUYER,
  deposited,
  ETH,
  feesWithdrawn,
  NODE,
  nodeRegistered,
  PROVIDER,
  TASK,
  TREASURY,
  taskAssigned,
  taskCancelled,
  taskFunded,
  taskSettled,
  taskSubmitted,
  tokenAllowed,
  tokenPolicyChanged,
  treasuryChanged,
  USDC,
  withdrawn,
} from '../world.mjs'

const totalsQuery =
  'tokenTotals_collection(orderBy: id) { id allowed locked claimable feesHeld volume fees rebates refunds }'

export default [
  {
    name: 'money that goes from one wallet to another links the two, once, whichever way it goes',
    blocks: [
      [
        deposited({ account: PROVIDER, payer: PROVIDER, amount: 400n }),
        deposited({ account: BUYER, payer: BUYER, amount: 300n }),
      ],
      [withdrawn({ account: PROVIDER, to: BUYER, amount: 100n }), withdrawn({ account: PROVIDER, amount: 300n })],
      [withdrawn({ account: BUYER, to: PROVIDER, amount: 300n })],
    ],
    assertions: [
      {
        query: '{ walletLinks { id a b reason } }',
        expected: {
          walletLinks: [
            {
              id: `${[BUYER, PROVIDER].sort()[0]}${[BUYER, PROVIDER].sort()[1].slice(2)}`,
              a: [BUYER, PROVIDER].sort()[0],
              b: [BUYER, PROVIDER].sort()[1],
              reason: 'ESCROW_WITHDRAWAL',
            },
          ],
        },
      },
    ],
  },
  {
    name: 'a task is paid out of a prepaid balance, and what is left of it leaves',
    blocks: [
      [tokenAllowed(USDC, true), deposited({ amount: BUDGET + 500n, payer: PROVIDER })],
      [taskFunded({ prepaid: true })],
      [taskCancelled({ taskId: TASK, buyer: BUYER, refund: BUDGET })],
      [withdrawn({ account: BUYER, to: PROVIDER, amount: BUDGET + 500n })],
    ],
    assertions: [
      {
        query: `{ escrowBalances(block: { number: 2 }) { id claimable deposited spent } ${totalsQuery.replace('(', '(block: { number: 2 }, ')} }`,
        expected: {
          escrowBalances: [
            { id: `${BUYER}${USDC.slice(2)}`, claimable: '500', deposited: '20000500', spent: '20000000' },
          ],
          tokenTotals_collection: [
            {
              ...{ id: USDC, allowed: true, locked: '20000000', claimable: '500' },
              ...{ feesHeld: '0', volume: '0', fees: '0', rebates: '0', refunds: '0' },
            },
          ],
        },
      },
      {
        query: `{ escrowBalances { account token claimable deposited credited spent withdrawn }
          escrowMovements(orderBy: block) { kind prepaid task { id } account amount block } task(id: "${TASK}") { prepaid } }`,
        expected: {
          escrowBalances: [
            {
              ...{ account: BUYER, token: USDC, claimable: '0', deposited: '20000500' },
              ...{ credited: '20000000', spent: '20000000', withdrawn: '20000500' },
            },
          ],
          escrowMovements: [
            { kind: 'DEPOSITED', prepaid: false, task: null, account: BUYER, amount: '20000500', block: '1' },
            { kind: 'LOCKED', prepaid: true, task: { id: TASK }, account: BUYER, amount: '20000000', block: '2' },
            { kind: 'REFUND', prepaid: false, task: { id: TASK }, account: BUYER, amount: '20000000', block: '3' },
            { kind: 'WITHDRAWN', prepaid: false, task: null, account: BUYER, amount: '20000500', block: '4' },
          ],
          task: { prepaid: true },
        },
      },
    ],
  },
  {
    name: 'a task paid in AIIGO gives its buyer a share of the fee, and the fees go to the treasury together',
    blocks: [
      [treasuryChanged({ previous: ETH, current: TREASURY }), nodeRegistered(), taskFunded({ rebateBps: 200 })],
      [taskAssigned()],
      [
        taskSubmitted({
          ...{ taskId: TASK, usage: 1n, cost: 1_000n, resultHash: `0x${'ab'.repeat(32)}` },
        }),
      ],
      // Of a cost of 1 000: 8 % fee, of which 2 % of the cost go back.
      [
        taskSettled({
          ...{ taskId: TASK, nodeId: NODE, treasuryAmount: 60n, providerAmount: 920n },
          ...{ buyerAmount: BUDGET - 980n, approved: false },
        }),
      ],
      [feesWithdrawn({ amount: 60n })],
    ],
    assertions: [
      {
        query: `{ task(id: "${TASK}") { feeBps rebateBps fee providerAmount refund rebate }
          escrowMovements(where: { kind_in: [REFUND, REBATE, PROVIDER, FEES_WITHDRAWN] }, orderBy: amount) { kind account amount task { id } } }`,
        expected: {
          task: { feeBps: 800, rebateBps: 200, fee: '60', providerAmount: '920', refund: '19999000', rebate: '20' },
          escrowMovements: [
            { kind: 'REBATE', account: BUYER, amount: '20', task: { id: TASK } },
            { kind: 'FEES_WITHDRAWN', account: TREASURY, amount: '60', task: null },
            { kind: 'PROVIDER', account: PROVIDER, amount: '920', task: { id: TASK } },
            { kind: 'REFUND', account: BUYER, amount: '19999000', task: { id: TASK } },
          ],
        },
      },
      {
        query: `{ before: tokenTotals(id: "${USDC}", block: { number: 4 }) { locked claimable feesHeld }
          tokenTotals(id: "${USDC}") { locked claimable feesHeld volume fees rebates refunds } protocols { treasury }
          parameterChanges { name value } }`,
        expected: {
          before: { locked: '0', claimable: '19999940', feesHeld: '60' },
          tokenTotals: {
            ...{ locked: '0', claimable: '19999940', feesHeld: '0', volume: '1000' },
            ...{ fees: '60', rebates: '20', refunds: '19999000' },
          },
          protocols: [{ treasury: TREASURY }],
          parameterChanges: [{ name: 'treasury', value: TREASURY }],
        },
      },
    ],
  },
  {
    name: 'each token has its own totals and limits',
    blocks: [
      [
        ...[tokenAllowed(ETH, true), tokenAllowed(USDC, true), tokenAllowed(USDC, false)],
        deposited({ token: ETH, amount: 10n ** 19n }),
        tokenPolicyChanged({
          token: ETH,
          policy: { smallTaskCap: 4n, trustFrom: 3n, slashableFrom: 2n, disputeBondFloor: 1n },
          number: 1,
        }),
      ],
    ],
    assertions: [
      {
        query:
          '{ tokenTotals_collection(orderBy: id) { id allowed claimable smallTaskCap trustFrom slashableFrom disputeBondFloor } }',
        expected: {
          tokenTotals_collection: [
            {
              ...{ id: ETH, allowed: true, claimable: '10000000000000000000' },
              ...{ smallTaskCap: '4', trustFrom: '3', slashableFrom: '2', disputeBondFloor: '1' },
            },
            {
              ...{ id: USDC, allowed: false, claimable: '0' },
              ...{ smallTaskCap: null, trustFrom: null, slashableFrom: null, disputeBondFloor: null },
            },
          ],
        },
      },
    ],
  },
]

import {
  BUYER,
  bytes32,
  credited,
  ETH,
  locked,
  PROVIDER,
  TREASURY,
  tokenAllowed,
  treasuryChanged,
  USDC,
  withdrawn,
} from '../world.mjs'

const SECOND_TASK = bytes32('7a5d')
const inEth = { token: ETH }

export default [
  {
    name: 'money that goes from one wallet to another links the two, once, whichever way it goes',
    blocks: [
      [locked({ amount: 1_000n }), credited('PROVIDER', PROVIDER, 400n), credited('REFUND', BUYER, 300n)],
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
    name: 'token totals keep locked, claimable, volume, fees and refunds apart per token',
    blocks: [
      [tokenAllowed(ETH, true), tokenAllowed(USDC, true), tokenAllowed(USDC, false)],
      [locked({ amount: 1_000n }), locked({ taskId: SECOND_TASK, token: ETH, amount: 10n ** 19n })],
      [credited('PROVIDER', PROVIDER, 460n), credited('TREASURY', TREASURY, 30n), credited('REBATE', BUYER, 10n)],
      [credited('REFUND', BUYER, 400n), credited('ARBITRATOR', TREASURY, 5n)],
      [credited('REFUND', BUYER, 10n ** 19n, { ...inEth, taskId: SECOND_TASK })],
    ],
    assertions: [
      {
        query: '{ tokenTotals_collection(orderBy: id) { id allowed locked claimable volume fees refunds } }',
        expected: {
          tokenTotals_collection: [
            {
              id: ETH,
              allowed: true,
              locked: '0',
              claimable: '10000000000000000000',
              volume: '0',
              fees: '0',
              refunds: '10000000000000000000',
            },
            { id: USDC, allowed: false, locked: '95', claimable: '905', volume: '500', fees: '30', refunds: '400' },
          ],
        },
      },
    ],
  },
  {
    name: 'withdrawals empty the ledger of one account in one token',
    blocks: [
      [treasuryChanged({ previous: ETH, current: TREASURY }), locked({ amount: 1_000n })],
      [credited('PROVIDER', PROVIDER, 920n), credited('TREASURY', TREASURY, 80n)],
      [withdrawn({ account: PROVIDER, to: BUYER, amount: 920n })],
      [locked({ amount: 50n }), credited('PROVIDER', PROVIDER, 50n)],
    ],
    assertions: [
      {
        query: '{ escrowBalances(orderBy: account) { id account token claimable credited withdrawn } }',
        expected: {
          escrowBalances: [
            {
              id: `${PROVIDER}${USDC.slice(2)}`,
              account: PROVIDER,
              token: USDC,
              claimable: '50',
              credited: '970',
              withdrawn: '920',
            },
            {
              id: `${TREASURY}${USDC.slice(2)}`,
              account: TREASURY,
              token: USDC,
              claimable: '80',
              credited: '80',
              withdrawn: '0',
            },
          ],
        },
      },
      {
        query: `{ escrowMovements(where: { kind: WITHDRAWN }) { kind task { id } token account amount block timestamp }
          tokenTotals(id: "${USDC}") { locked claimable volume } protocols { treasury } }`,
        expected: {
          escrowMovements: [
            {
              kind: 'WITHDRAWN',
              task: null,
              token: USDC,
              account: PROVIDER,
              amount: '920',
              block: '3',
              timestamp: '1700000036',
            },
          ],
          tokenTotals: { locked: '0', claimable: '130', volume: '1050' },
          protocols: [{ treasury: TREASURY }],
        },
      },
    ],
  },
]

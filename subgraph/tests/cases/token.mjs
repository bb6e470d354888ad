import { approval, BUYER, by, ETH, OTHER_PROVIDER, PROVIDER, TREASURY, transfer } from '../world.mjs'

const NOBODY = ETH
const TOKEN = '0x0000000000000000000000000000000000000a11'

export default [
  {
    name: 'the token’s supply, its accounts and allowances follow its transfers',
    blocks: [
      [transfer({ from: NOBODY, to: PROVIDER, value: 1_000n })],
      [transfer({ from: PROVIDER, to: BUYER, value: 300n }), transfer({ from: BUYER, to: NOBODY, value: 50n })],
      [
        approval({ owner: PROVIDER, spender: BUYER, value: 7n }),
        approval({ owner: PROVIDER, spender: BUYER, value: 9n }),
      ],
    ],
    assertions: [
      {
        query: `{ tokenSupplies { total burnt transferCount } tokenAccounts(orderBy: id) { id balance received sent }
          tokenAllowances { owner spender approved } tokenTransfers(orderBy: amount) { from to amount } }`,
        expected: {
          tokenSupplies: [{ total: '950', burnt: '50', transferCount: 3 }],
          tokenAccounts: [
            { id: PROVIDER, balance: '700', received: '1000', sent: '300' },
            { id: BUYER, balance: '250', received: '300', sent: '50' },
          ],
          tokenAllowances: [{ owner: PROVIDER, spender: BUYER, approved: '9' }],
          tokenTransfers: [
            { from: BUYER, to: NOBODY, amount: '50' },
            { from: PROVIDER, to: BUYER, amount: '300' },
            { from: NOBODY, to: PROVIDER, amount: '1000' },
          ],
        },
      },
    ],
  },
  {
    name: 'vesting wallets release to their owners',
    blocks: [
      [
        by('TeamVesting', 'OwnershipTransferred', { previousOwner: NOBODY, newOwner: PROVIDER }),
        by('PrivateSaleVesting', 'OwnershipTransferred', { previousOwner: NOBODY, newOwner: BUYER }),
        by('CommunityRewardsVesting', 'OwnershipTransferred', { previousOwner: NOBODY, newOwner: TREASURY }),
      ],
      [
        by('TeamVesting', 'ERC20Released', { token: TOKEN, amount: 40n }),
        by('TeamVesting', 'EtherReleased', { amount: 5n }),
        by('PrivateSaleVesting', 'ERC20Released', { token: TOKEN, amount: 2n }),
      ],
      [by('TeamVesting', 'OwnershipTransferred', { previousOwner: PROVIDER, newOwner: OTHER_PROVIDER })],
    ],
    assertions: [
      {
        query: '{ vestingWallets(orderBy: released) { owner released releases(orderBy: amount) { token amount } } }',
        expected: {
          vestingWallets: [
            { owner: TREASURY, released: '0', releases: [] },
            { owner: BUYER, released: '2', releases: [{ token: TOKEN, amount: '2' }] },
            {
              owner: OTHER_PROVIDER,
              released: '40',
              releases: [
                { token: NOBODY, amount: '5' },
                { token: TOKEN, amount: '40' },
              ],
            },
          ],
        },
      },
    ],
  },
]

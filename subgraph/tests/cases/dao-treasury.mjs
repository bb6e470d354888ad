import {
  AIIGO,
  allowanceChanged,
  allowanceTaken,
  BUYER,
  bondCommitted,
  collateralChanged,
  commitmentBroken,
  ETH,
  locked,
  marketOpened,
  NODE,
  nodeExcluded,
  nodeRegistered,
  OTHER_NODE,
  PROVIDER,
  TREASURY,
  termChanged,
  treasurySpent,
  USDC,
  vetoPassed,
  vetoVoted,
} from '../world.mjs'

export default [
  {
    name: 'the council votes against a proposal; a broken commitment suspends a partner',
    blocks: [
      [nodeRegistered(), bondCommitted({ nodeId: NODE, provider: PROVIDER, slaBps: 9_990, amount: 5n })],
      [
        vetoVoted({ member: BUYER, proposalId: 8n, votes: 2n, expiresAt: 1_700_000_900 }),
        vetoPassed({ proposalId: 8n }),
        commitmentBroken({ nodeId: NODE, uptimeBps: 9_000, slaBps: 9_990, until: 1_702_592_000 }),
      ],
    ],
    assertions: [
      {
        query: `{ councilVotes { kind member subject votes } councilDecisions { kind subject }
          partnerBond(id: "${NODE}") { amount suspendedUntil } }`,
        expected: {
          councilVotes: [{ kind: 'VETO', member: BUYER, subject: '8', votes: '2' }],
          councilDecisions: [{ kind: 'VETO', subject: '8' }],
          partnerBond: { amount: '5', suspendedUntil: '1702592000' },
        },
      },
    ],
  },
  {
    name: 'a term that is renewed or over, and collateral, change the shares in the yield',
    blocks: [
      [
        nodeRegistered(),
        locked({ lockId: 1n, staker: BUYER, amount: 100n, shares: 200n, endsAt: 1_700_000_500 }),
        collateralChanged({ nodeId: NODE, provider: PROVIDER, amount: 40n }),
      ],
      [
        termChanged({ lockId: 1n, staker: BUYER, shares: 100n, endsAt: 1_700_000_900 }),
        collateralChanged({ nodeId: NODE, provider: PROVIDER, amount: 30n }),
      ],
    ],
    assertions: [
      {
        query: `{ stakerLocks { shares endsAt } node(id: "${NODE}") { earningStake }
          stakingTotals_collection { staked shares } before: stakingTotals(id: "0x01", block: { number: 1 }) { shares } }`,
        expected: {
          stakerLocks: [{ shares: '100', endsAt: '1700000900' }],
          node: { earningStake: '30' },
          stakingTotals_collection: [{ staked: '100', shares: '130' }],
          before: { shares: '240' },
        },
      },
    ],
  },
  {
    name: 'what the DAO spends and what the operator takes for gas are movements of the treasury',
    blocks: [
      [allowanceChanged({ allowance: AIIGO })],
      [treasurySpent({ token: USDC, to: BUYER, amount: 20n, left: 3n })],
      [allowanceTaken({ operator: PROVIDER, amount: 5n, left: 7n })],
    ],
    assertions: [
      {
        query: '{ treasuryMovements(orderBy: block) { kind token to amount left } parameterChanges { name value } }',
        expected: {
          treasuryMovements: [
            { kind: 'SPENT', token: USDC, to: BUYER, amount: '20', left: '3' },
            { kind: 'ALLOWANCE', token: ETH, to: PROVIDER, amount: '5', left: '7' },
          ],
          parameterChanges: [{ name: 'relayAllowance', value: AIIGO.toString() }],
        },
      },
    ],
  },
  {
    name: 'the market opens once; a banned account takes its other nodes along',
    blocks: [
      [nodeRegistered({ nodeId: OTHER_NODE })],
      [marketOpened({ by: TREASURY }), nodeExcluded({ nodeId: OTHER_NODE, provider: PROVIDER })],
    ],
    assertions: [
      {
        query: `{ protocols { open } before: protocols(block: { number: 1 }) { open } node(id: "${OTHER_NODE}") { banned } }`,
        expected: { protocols: [{ open: true }], before: [{ open: false }], node: { banned: true } },
      },
    ],
  },
]

import {
  BUYER,
  by,
  bytes32,
  callExecuted,
  callSalt,
  callScheduled,
  ETH,
  operationCancelled,
  PROVIDER,
  proposalCanceled,
  proposalCreated,
  proposalExecuted,
  proposalQueued,
  proposalVetoed,
  TREASURY,
  USDC,
  voteCast,
  voteCastWithParams,
} from '../world.mjs'

const proposal = (proposalId) =>
  proposalCreated({
    ...{ proposalId, proposer: BUYER, targets: [USDC, TREASURY], values: [0n, 5n], signatures: ['', ''] },
    ...{
      calldatas: ['0x1234', '0x'],
      voteStart: 1_700_000_100n,
      voteEnd: 1_700_000_200n,
      description: 'lower the fee',
    },
  })
const operation = bytes32('09e7')
const other = bytes32('09e8')
const scheduled = (id, index) =>
  callScheduled({ id, index, target: USDC, value: index, data: '0x12', predecessor: bytes32('0'), delay: 100n })

export default [
  {
    name: 'a proposal is voted upon, queued and executed; another is canceled',
    blocks: [
      [proposal(7n), proposal(8n)],
      [
        voteCast({ voter: BUYER, proposalId: 7n, support: 1, weight: 10n, reason: 'yes' }),
        voteCast({ voter: PROVIDER, proposalId: 7n, support: 0, weight: 4n, reason: '' }),
        voteCastWithParams({ voter: TREASURY, proposalId: 7n, support: 2, weight: 1n, reason: '', params: '0xab' }),
      ],
      [
        proposalQueued({ proposalId: 7n, etaSeconds: 1_700_000_400n }),
        proposalVetoed({ proposalId: 8n }),
        proposalCanceled({ proposalId: 8n }),
      ],
      [proposalExecuted({ proposalId: 7n })],
    ],
    assertions: [
      {
        query: `{ proposals(orderBy: id) { id proposer targets values calldatas description voteStart voteEnd state vetoed eta forVotes
          againstVotes abstainVotes createdAt votes(orderBy: weight) { voter support weight reason params } }
          queued: proposal(id: "${bytes32('7')}", block: { number: 3 }) { state } }`,
        expected: {
          proposals: [
            {
              ...{ id: bytes32('7'), proposer: BUYER, targets: [USDC, TREASURY], values: ['0', '5'] },
              ...{ calldatas: ['0x1234', '0x'], description: 'lower the fee' },
              ...{
                voteStart: '1700000100',
                voteEnd: '1700000200',
                state: 'EXECUTED',
                vetoed: false,
                eta: '1700000400',
              },
              ...{ forVotes: '10', againstVotes: '4', abstainVotes: '1', createdAt: '1700000012' },
              votes: [
                { voter: TREASURY, support: 'ABSTAIN', weight: '1', reason: '', params: '0xab' },
                { voter: PROVIDER, support: 'AGAINST', weight: '4', reason: '', params: null },
                { voter: BUYER, support: 'FOR', weight: '10', reason: 'yes', params: null },
              ],
            },
            {
              ...{ id: bytes32('8'), proposer: BUYER, targets: [USDC, TREASURY], values: ['0', '5'] },
              ...{ calldatas: ['0x1234', '0x'], description: 'lower the fee' },
              ...{ voteStart: '1700000100', voteEnd: '1700000200', state: 'CANCELED', vetoed: true, eta: null },
              ...{ forVotes: '0', againstVotes: '0', abstainVotes: '0', createdAt: '1700000012', votes: [] },
            },
          ],
          queued: { state: 'QUEUED' },
        },
      },
    ],
  },
  {
    name: 'the timelock schedules operations of several calls, and executes or cancels them',
    blocks: [
      [scheduled(operation, 0n), scheduled(operation, 1n), callSalt({ id: operation, salt: bytes32('5a') })],
      [scheduled(other, 0n)],
      [
        callExecuted({ id: operation, index: 0n, target: USDC, value: 0n, data: '0x12' }),
        callExecuted({ id: operation, index: 1n, target: USDC, value: 1n, data: '0x12' }),
        operationCancelled({ id: other }),
      ],
    ],
    assertions: [
      {
        query: `{ timelockOperations(orderBy: id) { id state predecessor salt readyAt scheduledAt
          calls(orderBy: index) { index target value data executed } } }`,
        expected: {
          timelockOperations: [
            {
              ...{ id: operation, state: 'DONE', predecessor: bytes32('0'), salt: bytes32('5a') },
              ...{ readyAt: '1700000112', scheduledAt: '1700000012' },
              calls: [
                { index: 0, target: USDC, value: '0', data: '0x12', executed: true },
                { index: 1, target: USDC, value: '1', data: '0x12', executed: true },
              ],
            },
            {
              ...{ id: other, state: 'CANCELLED', predecessor: bytes32('0'), salt: null },
              ...{ readyAt: '1700000124', scheduledAt: '1700000024' },
              calls: [{ index: 0, target: USDC, value: '0', data: '0x12', executed: false }],
            },
          ],
        },
      },
    ],
  },
  {
    name: 'parameters of the DAO are noted with their contract’s name for them',
    blocks: [
      [
        by('AiigoGovernor', 'ProposalThresholdSet', { oldProposalThreshold: 0n, newProposalThreshold: 1n }),
        by('AiigoGovernor', 'QuorumNumeratorUpdated', { oldQuorumNumerator: 0n, newQuorumNumerator: 4n }),
        by('AiigoGovernor', 'VotingDelaySet', { oldVotingDelay: 0n, newVotingDelay: 2n }),
        by('AiigoGovernor', 'VotingPeriodSet', { oldVotingPeriod: 0n, newVotingPeriod: 3n }),
        by('AiigoGovernor', 'TimelockChange', { oldTimelock: ETH, newTimelock: TREASURY }),
        by('AiigoTimelock', 'MinDelayChange', { oldDuration: 0n, newDuration: 5n }),
        by('AiigoGovernor', 'EIP712DomainChanged'),
      ],
    ],
    assertions: [
      {
        query: '{ parameterChanges(orderBy: name) { name value } }',
        expected: {
          parameterChanges: [
            { name: 'eip712Domain', value: 'changed' },
            { name: 'minDelay', value: '5' },
            { name: 'proposalThreshold', value: '1' },
            { name: 'quorumNumerator', value: '4' },
            { name: 'timelock', value: TREASURY },
            { name: 'votingDelay', value: '2' },
            { name: 'votingPeriod', value: '3' },
          ],
        },
      },
    ],
  },
]

import {
  BUYER,
  batchItemFailed,
  by,
  bytes32,
  councilChanged,
  epochCancelPassed,
  epochCancelVoted,
  feeChanged,
  PROVIDER,
  paused,
  pausePassed,
  pauseVoted,
  TASK,
  TREASURY,
  taskCancelled,
  unpaused,
  unpausePassed,
  unpauseVoted,
} from '../world.mjs'

const role = bytes32('401e')
const admin = bytes32('0')
const roleOf = (contract, name, account) => by(contract, name, { role, account, sender: TREASURY })

export default [
  {
    name: 'who has which role of which contract is known, and how it came about',
    blocks: [
      [roleOf('Escrow', 'RoleGranted', BUYER), roleOf('PowVerifier', 'RoleGranted', BUYER)],
      [
        roleOf('Escrow', 'RoleRevoked', BUYER),
        by('AiigoTimelock', 'RoleAdminChanged', { role, previousAdminRole: admin, newAdminRole: role }),
      ],
    ],
    assertions: [
      {
        query: `{ roleHolders(orderBy: held) { role account held updatedBlock } granted: roleChanges(where: { kind: GRANTED }) { role account sender adminRole } others: roleChanges(where: { kind_not: GRANTED }, orderBy: account) { kind role account sender adminRole } }`,
        expected: {
          roleHolders: [
            { role, account: BUYER, held: false, updatedBlock: '2' },
            { role, account: BUYER, held: true, updatedBlock: '1' },
          ],
          granted: Array(2).fill({ role, account: BUYER, sender: TREASURY, adminRole: null }),
          others: [
            { kind: 'REVOKED', role, account: BUYER, sender: TREASURY, adminRole: null },
            { kind: 'ADMIN_CHANGED', role, account: null, sender: null, adminRole: role },
          ],
        },
      },
    ],
  },
  {
    name: 'guardians pause new tasks, and the pause ends before its time',
    blocks: [
      [councilChanged({ members: [BUYER, PROVIDER, TREASURY], threshold: 2n })],
      [
        pauseVoted({ member: BUYER, pauseSeconds: 600, votes: 1n, expiresAt: 1_700_000_900 }),
        pauseVoted({ member: PROVIDER, pauseSeconds: 600, votes: 2n, expiresAt: 1_700_000_900 }),
        paused({ by: TREASURY, until: 1_700_000_624 }),
        pausePassed({ pauseSeconds: 600 }),
      ],
      [
        unpauseVoted({ member: BUYER, votes: 2n, expiresAt: 1_700_000_900 }),
        unpaused({ by: TREASURY }),
        unpausePassed(),
        epochCancelVoted({ member: BUYER, epoch: 3n, votes: 2n, expiresAt: 1_700_000_900 }),
        epochCancelPassed({ epoch: 3n }),
      ],
    ],
    assertions: [
      {
        query: `{ before: protocols(block: { number: 2 }) { pausedUntil } protocols { pausedUntil }
          councils { members threshold } councilVotes(orderBy: votes, where: { kind: PAUSE }) { kind member subject votes expiresAt }
          lifted: councilVotes(where: { kind: UNPAUSE }) { member subject votes } cancelled: councilVotes(where: { kind: CANCEL_EPOCH }) { member subject votes } councilDecisions(orderBy: subject) { kind subject } parameterChanges(orderBy: value) { name value } }`,
        expected: {
          before: [{ pausedUntil: '1700000624' }],
          protocols: [{ pausedUntil: '1700000035' }],
          councils: [{ members: [BUYER, PROVIDER, TREASURY], threshold: '2' }],
          councilVotes: [
            { kind: 'PAUSE', member: BUYER, subject: '600', votes: '1', expiresAt: '1700000900' },
            { kind: 'PAUSE', member: PROVIDER, subject: '600', votes: '2', expiresAt: '1700000900' },
          ],
          lifted: [{ member: BUYER, subject: null, votes: '2' }],
          cancelled: [{ member: BUYER, subject: '3', votes: '2' }],
          councilDecisions: [
            { kind: 'CANCEL_EPOCH', subject: '3' },
            { kind: 'PAUSE', subject: '600' },
            { kind: 'UNPAUSE', subject: null },
          ],
          parameterChanges: [
            { name: 'pausedUntil', value: '1700000035' },
            { name: 'pausedUntil', value: '1700000624' },
          ],
        },
      },
    ],
  },
  {
    name: 'a request cancelled before it was funded, items of a batch without effect, and the fees',
    blocks: [
      [
        taskCancelled({ taskId: TASK, buyer: BUYER, refund: 0n }),
        batchItemFailed({ index: 0n, reason: '0x12345678' }),
        batchItemFailed({ index: 49n, reason: '0x' }),
        feeChanged({ feeBps: 700, rebateBps: 100 }),
      ],
    ],
    assertions: [
      {
        query: `{ tasks { id } cancelledRequests { id buyer block } batchFailures(orderBy: index) { index reason }
          protocols { tasksCancelled feeBps rebateBps } parameterChanges { name value } }`,
        expected: {
          tasks: [],
          cancelledRequests: [{ id: TASK, buyer: BUYER, block: '1' }],
          batchFailures: [
            { index: '0', reason: '0x12345678' },
            { index: '49', reason: '0x' },
          ],
          protocols: [{ tasksCancelled: 0, feeBps: 700, rebateBps: 100 }],
          parameterChanges: [{ name: 'feeBps,rebateBps', value: '700,100' }],
        },
      },
    ],
  },
]

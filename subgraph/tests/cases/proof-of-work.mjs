import {
  bytes32,
  CHALLENGE,
  challengeFailed,
  challengeIssued,
  challengePassed,
  challengeStarted,
  ETH,
  NODE,
  nodeRegistered,
  PROVIDER,
} from '../world.mjs'

const FAILED_CHALLENGE = bytes32('c4a2')
const OPEN_CHALLENGE = bytes32('c4a3')
const ISSUED_CHALLENGE = bytes32('c4a4')
const target = 2n ** 236n
const issue = (challengeId) =>
  challengeIssued({
    challengeId,
    nodeId: NODE,
    provider: PROVIDER,
    target,
    nonceCount: 64,
    startBy: 1_700_003_600,
  })
const start = (challengeId) =>
  challengeStarted({ challengeId, nodeId: NODE, seed: bytes32('5eed'), deadline: 1_700_000_300 })

const unmeasured = { hashesPerSecond: null, elapsedSeconds: null }
const started = { seed: bytes32('5eed'), deadline: '1700000300' }

export default {
  name: 'challenges are issued, started, passed and failed',
  blocks: [
    [nodeRegistered(), issue(CHALLENGE)],
    [start(CHALLENGE)],
    [challengePassed({ challengeId: CHALLENGE, nodeId: NODE, hashesPerSecond: 1_048_576n, elapsedSeconds: 12 })],
    [issue(FAILED_CHALLENGE)],
    [start(FAILED_CHALLENGE)],
    [challengeFailed({ challengeId: FAILED_CHALLENGE, nodeId: NODE, by: ETH }), issue(OPEN_CHALLENGE)],
    [start(OPEN_CHALLENGE), issue(ISSUED_CHALLENGE)],
  ],
  assertions: [
    {
      query: `{ node(id: "${NODE}") { challenges(orderBy: id) { id state seed target nonceCount issuedAt startedAt deadline hashesPerSecond elapsedSeconds } } }`,
      expected: {
        node: {
          challenges: [
            {
              id: CHALLENGE,
              state: 'PASSED',
              issuedAt: '1700000012',
              startedAt: '1700000024',
              ...started,
              hashesPerSecond: '1048576',
              elapsedSeconds: '12',
            },
            {
              id: FAILED_CHALLENGE,
              state: 'FAILED',
              issuedAt: '1700000048',
              startedAt: '1700000060',
              ...started,
              ...unmeasured,
            },
            {
              id: OPEN_CHALLENGE,
              state: 'OPEN',
              issuedAt: '1700000072',
              startedAt: '1700000084',
              ...started,
              ...unmeasured,
            },
            {
              id: ISSUED_CHALLENGE,
              state: 'ISSUED',
              issuedAt: '1700000084',
              startedAt: null,
              seed: null,
              deadline: '1700003600',
              ...unmeasured,
            },
          ].map((challenge) => ({ ...challenge, target: target.toString(), nonceCount: 64 })),
        },
      },
    },
  ],
}

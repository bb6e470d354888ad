import {
  bytes32,
  CHALLENGE,
  challengeFailed,
  challengeIssued,
  challengePassed,
  ETH,
  NODE,
  nodeRegistered,
  PROVIDER,
} from '../world.mjs'

const FAILED_CHALLENGE = bytes32('c4a2')
const OPEN_CHALLENGE = bytes32('c4a3')
const target = 2n ** 236n
const issue = (challengeId) =>
  challengeIssued({
    challengeId,
    nodeId: NODE,
    provider: PROVIDER,
    seed: bytes32('5eed'),
    target,
    nonceCount: 16,
    deadline: 1_700_000_300,
  })

export default {
  name: 'challenges are issued, passed and failed',
  blocks: [
    [nodeRegistered(), issue(CHALLENGE)],
    [challengePassed({ challengeId: CHALLENGE, nodeId: NODE, hashesPerSecond: 1_048_576n, elapsedSeconds: 12 })],
    [issue(FAILED_CHALLENGE)],
    [challengeFailed({ challengeId: FAILED_CHALLENGE, nodeId: NODE, by: ETH }), issue(OPEN_CHALLENGE)],
  ],
  assertions: [
    {
      query: `{ node(id: "${NODE}") { challenges(orderBy: id) { id state seed target nonceCount issuedAt deadline hashesPerSecond elapsedSeconds } } }`,
      expected: {
        node: {
          challenges: [
            {
              id: CHALLENGE,
              state: 'PASSED',
              issuedAt: '1700000012',
              hashesPerSecond: '1048576',
              elapsedSeconds: '12',
            },
            {
              id: FAILED_CHALLENGE,
              state: 'FAILED',
              issuedAt: '1700000036',
              hashesPerSecond: null,
              elapsedSeconds: null,
            },
            { id: OPEN_CHALLENGE, state: 'OPEN', issuedAt: '1700000048', hashesPerSecond: null, elapsedSeconds: null },
          ].map((challenge) => ({
            ...challenge,
            seed: bytes32('5eed'),
            target: target.toString(),
            nonceCount: 16,
            deadline: '1700000300',
          })),
        },
      },
    },
  ],
}

import { expect, test } from '@jest/globals'
import { createLocalSchema } from '../modules/createLocalSchema.js'
import { LANES, type Lane, lanesOf } from './lane.js'

test('each mutation runs among its like, and those that wait for outside services by themselves', async () => {
  const schema = await createLocalSchema()
  const laneOf = lanesOf(schema)
  const names = Object.keys(schema.getMutationType()?.getFields() ?? {})
  const of = (lane: Lane) => names.filter((name) => laneOf([name]) === lane).sort()
  expect(Object.fromEntries(LANES.map((lane) => [lane, of(lane)]))).toEqual({
    HEARTBEAT: ['heartbeat'],
    PROVIDER: [
      'acceptOffer',
      'appendLogs',
      'declineOffer',
      'refuseCheck',
      'reportProgress',
      'setAvailability',
      'submitResult',
    ],
    RENEWAL: ['refreshSession', 'signOut', 'siweNonce'],
    OWN: [
      ...['beginBenchmark', 'createApiKey', 'discardQueueJob', 'reportBenchmarkCheck', 'retryQueueJob', 'revokeApiKey'],
      ...['setReferrer', 'setTierCapacity', 'stopJob', 'takeBenchmarkCheck', 'upsertNode'],
    ],
    SIGN_IN: ['siweVerify'],
    OUTSIDE: [
      ...[
        'addEvidence',
        'answerBenchmark',
        'approveResult',
        'auditNode',
        'cancelJob',
        'cancelJobGroup',
        'commitVote',
        'deleteJobFiles',
      ],
      ...['fundFromBalance', 'fundJobGroup'],
      ...[
        'openDispute',
        'releaseJobKey',
        'reportArtifacts',
        'reportCheck',
        'reportCheckpoint',
        'requestJobKey',
        'revealVote',
        'submitJob',
        'submitJobGroup',
      ],
    ],
  })
  expect(laneOf(['heartbeat', 'heartbeat'])).toBe('HEARTBEAT')
  expect(laneOf(['heartbeat', 'submitJob'])).toBe('OUTSIDE')
  // A fragment may hold anything.
  expect(laneOf(['heartbeat', '...'])).toBe('OUTSIDE')
})

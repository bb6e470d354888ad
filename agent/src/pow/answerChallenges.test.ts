import type { PowChallenge } from '@aiigo/sdk'
import { createLogger } from '@aiigo/service'
import { expect, test } from '@jest/globals'
import { type AnswerDeps, answerChallenges } from './answerChallenges.js'

const nodeId = '0x1122334455667788'

// A challenge without nonces needs no thread: the deadline alone decides whether it is answered.
test.each([
  ['right', 0],
  ['ten minutes ahead', -600],
  ['ten minutes behind', 600],
])('answers what is open by the platform’s clock when this machine’s is %s', async (_, ahead) => {
  const nowMs = () => Date.now() + ahead * 1_000
  const challenge = (digit: string, secondsLeft: number): PowChallenge => ({
    ...{ id: `0x${digit.repeat(64)}`, nodeId, seed: '0x00', target: 1n, nonceCount: 0 },
    deadline: Math.floor(nowMs() / 1_000) + secondsLeft,
  })
  const [open, late] = [challenge('1', 60), challenge('2', -1)]
  const stop = new AbortController()
  const answered: string[] = []
  await answerChallenges({
    provider: {
      address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
      now: nowMs,
      challenges: async () => [late, open],
      answer: async (id) => {
        answered.push(id)
        stop.abort()
        return '0x00'
      },
    },
    ...{ nodeId, threads: 0, log: createLogger({ name: 'test', level: 'silent' }) },
    signal: stop.signal,
    pollMs: () => 1,
  } satisfies AnswerDeps)
  expect(answered).toEqual([open.id])
})

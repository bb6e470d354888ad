import { every } from '@aiigo/domain'
import type { PowChallenge, Provider } from '@aiigo/sdk'
import type { Logger } from '@aiigo/service'
import type { Hex } from 'viem'
import { solveChallenge } from './solveChallenge.js'

/** A challenge that was answered. */
export interface PowAnswer {
  readonly nonces: number
  readonly milliseconds: number
  /** ISO 8601. */
  readonly at: string
}

export interface AnswerDeps {
  readonly provider: Pick<Provider, 'address' | 'now' | 'challenges' | 'answer'>
  readonly nodeId: Hex
  readonly threads: number
  readonly log: Logger
  readonly signal: AbortSignal
  /** Milliseconds between looks, given whether the node has proven its power yet. */
  readonly pollMs: () => number
  /** Told of each answer. */
  readonly onAnswered?: (answer: PowAnswer) => void
}

/** Until aborted: looks for open challenges to the node, solves them and answers on chain. */
export async function answerChallenges(deps: AnswerDeps): Promise<void> {
  const { provider, nodeId, threads, log, signal, pollMs, onAnswered } = deps
  // The indexer is behind the chain: what was answered may still look open.
  const answered = new Set<Hex>()

  async function answer(challenge: PowChallenge): Promise<void> {
    const started = performance.now()
    const late = AbortSignal.timeout(Math.max(0, challenge.deadline * 1_000 - provider.now()))
    const puzzle = { seed: challenge.seed, nodeId, provider: provider.address, target: challenge.target }
    const nonces = await solveChallenge(puzzle, challenge.nonceCount, threads, AbortSignal.any([signal, late]))
    const milliseconds = Math.round(performance.now() - started)
    await provider.answer(challenge.id, nonces)
    onAnswered?.({ nonces: nonces.length, milliseconds, at: new Date().toISOString() })
    log.info({ challengeId: challenge.id, nonces: nonces.length, milliseconds }, 'answered a proof-of-work challenge')
  }

  async function answerOpen(): Promise<void> {
    for (const challenge of await provider.challenges(nodeId)) {
      if (answered.has(challenge.id) || challenge.deadline * 1_000 <= provider.now()) continue
      await answer(challenge)
      answered.add(challenge.id)
    }
  }

  await every(pollMs, signal, answerOpen, (err) => {
    log.warn({ err }, 'could not answer a proof-of-work challenge; trying again')
  })
}

import { FAILURE_HALF_LIFE_SECONDS } from '@aiigo/domain'
import type { OutboxMessage } from '../outbox/enqueue.js'
import { presentCause } from './because.js'
import type { EntityManager } from './createStorage.js'
import type { StateChange } from './StateChange.js'

/** A move of a job's or an attempt's state. */
export interface Move {
  jobId: string
  /** Null: the job's own state. */
  attemptId: string | null
  /** Null: it was made in the state `to`. */
  from: string | null
  to: string
  reason: string | null
}

/** Events, messages and transitions of a transaction: written together, before its commit. */
export class Effects {
  /** Topics that got events, or numbers of what is stored elsewhere. */
  readonly topics = new Set<string>()
  /** Whether outbox rows were written. */
  outbox = false
  /** Rows that the transaction has locked and changes in memory, by id. */
  readonly held = new Map<string, object>()
  /** Changes of states, to be told after the commit. */
  readonly told: StateChange[] = []
  readonly #events = new Map<string, unknown[]>()
  readonly #messages: (OutboxMessage & { trace: string | null })[] = []
  /** How attempts ended against their nodes, in their order: points of a failure; null: it went well. */
  readonly #outcomes: { node: string; points: number | null }[] = []
  readonly #transitions: Record<string, string | number | null>[] = []

  /** @param trace gives the W3C `traceparent` of the code that runs; its messages carry it on */
  constructor(private readonly trace: () => string | null) {}

  event(topic: string, data: readonly unknown[]): void {
    this.topics.add(topic)
    const own = this.#events.get(topic)
    if (own) own.push(...data)
    else this.#events.set(topic, [...data])
  }

  message(...messages: readonly OutboxMessage[]): void {
    if (messages.length === 0) return
    this.outbox = true
    const trace = this.trace()
    this.#messages.push(...messages.map((message) => ({ ...message, trace })))
  }

  move({ jobId, attemptId, from, to, reason }: Move): void {
    const { cause, actor, transaction = null } = presentCause()
    this.told.push({ of: attemptId === null ? 'job' : 'attempt', from, to })
    this.#transitions.push({
      nth: this.#transitions.length,
      ...{ job_id: jobId, attempt_id: attemptId, from_state: from, to_state: to },
      ...{ cause, actor, transaction, reason },
    })
  }

  /** A success halves what is left of a node's failures. */
  success(nodeId: string): void {
    this.#outcomes.push({ node: nodeId, points: null })
  }

  /** Points that a failure adds to its node's, which fade. */
  failure(nodeId: string, points: number): void {
    this.#outcomes.push({ node: nodeId, points })
  }

  /** Writes everything in one statement. */
  async write(em: EntityManager): Promise<void> {
    const events = [...this.#events].flatMap(([topic, data]) =>
      data.map((item, index) => ({ topic, nth: index + 1, total: data.length, data: item })),
    )
    const messages = this.#messages.map(({ id, queue, payload, delayUntil, trace }) => ({
      ...{ id, queue, payload, trace },
      delay_until: delayUntil?.toISOString() ?? null,
    }))
    const outcomes = this.#outcomes.map((outcome, nth) => ({ nth, ...outcome }))
    const parts = [events, messages, this.#transitions, outcomes].map((rows) =>
      rows.length > 0 ? JSON.stringify(rows) : null,
    )
    if (parts.every((part) => part === null)) return
    await em.execute(
      'select record_effects(?::jsonb, ?::jsonb, ?::jsonb, ?::jsonb, ?)',
      [...parts, FAILURE_HALF_LIFE_SECONDS],
      'run',
    )
  }
}

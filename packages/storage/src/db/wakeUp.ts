/** Channel whose messages are topics with new events, one a line. */
export const EVENTS_CHANNEL = 'aiigo_events'
/** Channel that says that outbox rows are waiting. */
export const OUTBOX_CHANNEL = 'aiigo_outbox'

/** A message to all who listen on a channel. */
export interface WakeUpMessage {
  readonly channel: string
  readonly text: string
}

/**
 * Best-effort messages between processes. Losing one only delays: everyone who listens polls slowly as well.
 * PostgreSQL's NOTIFY by default; Redis pub/sub when the system has Redis.
 */
export interface WakeUp {
  publish(messages: readonly WakeUpMessage[]): Promise<void>
  /**
   * Calls back for every message, and with null when messages may have been lost (connected again).
   * @returns a function that unsubscribes
   */
  subscribe(channel: string, onMessage: (message: string | null) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

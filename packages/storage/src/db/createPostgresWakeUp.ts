import pg from 'pg'
import type { WakeUp, WakeUpMessage } from './wakeUp.js'

type Listener = (message: string | null) => void

const RECONNECT_MS = 500

/**
 * Wake-ups by PostgreSQL's LISTEN/NOTIFY. One connection of its own, made at the first subscription, listens for all
 * channels and is made again when it breaks; listeners then hear null.
 * @param notify sends notifications through the caller's own pool
 */
export function createPostgresWakeUp(options: {
  databaseUrl: string
  notify: (messages: readonly WakeUpMessage[]) => Promise<void>
  onError?: (error: unknown) => void
}): WakeUp {
  const { databaseUrl, notify, onError = () => undefined } = options
  const channels = new Map<string, Set<Listener>>()
  let client: pg.Client | undefined
  let connecting: Promise<void> | undefined
  let retry: NodeJS.Timeout | undefined
  let closed = false

  function tellAll(message: string | null): void {
    for (const listeners of channels.values()) for (const listener of listeners) listener(message)
  }

  function lost(which: pg.Client, error: unknown): void {
    if (client !== which) return
    client = undefined
    onError(error)
    which.end().catch(() => undefined)
    scheduleReconnect()
  }

  function scheduleReconnect(): void {
    if (closed || retry) return
    retry = setTimeout(() => {
      retry = undefined
      connect().then(
        () => tellAll(null),
        (error: unknown) => {
          onError(error)
          scheduleReconnect()
        },
      )
    }, RECONNECT_MS)
  }

  function connect(): Promise<void> {
    if (client) return Promise.resolve()
    connecting ??= (async () => {
      const made = new pg.Client({ connectionString: databaseUrl, application_name: 'aiigo-wake-up', keepAlive: true })
      made.on('notification', ({ channel, payload }) => {
        for (const listener of channels.get(channel) ?? []) listener(payload ?? '')
      })
      made.on('error', (error) => lost(made, error))
      made.on('end', () => lost(made, new Error('the listening connection ended')))
      try {
        await made.connect()
        for (const channel of channels.keys()) await made.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
      } catch (error) {
        await made.end().catch(() => undefined)
        throw error
      }
      if (closed) await made.end()
      else client = made
    })().finally(() => {
      connecting = undefined
    })
    return connecting
  }

  return {
    publish: notify,
    async subscribe(channel, onMessage) {
      const listeners = channels.get(channel) ?? new Set()
      channels.set(channel, listeners.add(onMessage))
      await connect()
      await client?.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
      return async () => {
        listeners.delete(onMessage)
        if (listeners.size > 0 || channels.get(channel) !== listeners) return
        channels.delete(channel)
        await client?.query(`UNLISTEN ${pg.escapeIdentifier(channel)}`).catch(() => undefined)
      }
    },
    async close() {
      closed = true
      clearTimeout(retry)
      await connecting?.catch(() => undefined)
      const ending = client
      client = undefined
      await ending?.end()
    },
  }
}

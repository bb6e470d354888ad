import type { Logger } from '@aiigo/service'
import type { WebSocket as ProtocolSocket } from 'graphql-ws'
import type { WebSocket } from 'ws'

interface Bounds {
  log: Logger
  /** A client that does not answer a ping before the next one is gone. */
  pingMs: number
  isSignedIn: () => boolean
  /** Counts a message; false when the caller has sent too many. */
  countMessage: (points: number) => Promise<boolean>
}

/** A client that has not read so much is gone or too slow; it resumes from its cursor. Bytes. */
export const MAX_BUFFERED = { signedIn: 4 * 1024 * 1024, anonymous: 256 * 1024 }
/** A stranger signs in, subscribes to what is public and answers pings: its messages are short. Bytes. */
export const MAX_ANONYMOUS_MESSAGE = 16 * 1024
/** Messages that are being worked at. */
const MAX_PENDING = 200
/** A pong repeats the payload of a ping that is no longer than this. Bytes of the message. */
const MAX_PING_REPEATED = 1_000
const LIMITED = 4429
/** WebSocket's own code for a message that is too big. */
const TOO_BIG = 1009
const CLOSE_LIMIT_MS = 2_000

/**
 * A WebSocket as graphql-ws wants it, with everything that it may hold in memory bounded: bytes that the client does
 * not read, and messages that wait for an answer.
 */
export function boundSocket(socket: WebSocket, { log, pingMs, isSignedIn, countMessage }: Bounds): ProtocolSocket {
  let pending = 0
  /** Bytes of the message that is handled now. */
  let handling = 0
  let isAlive = true

  function end(code: number, reason: string): void {
    if (socket.readyState !== socket.OPEN) return
    socket.close(code, reason)
    // Nothing more of a client that sends too much is read.
    if (code === LIMITED || code === TOO_BIG) socket.pause()
    // The close frame waits behind what is not read.
    setTimeout(() => socket.terminate(), CLOSE_LIMIT_MS).unref()
  }

  /** Whether so many more bytes may wait for the client. */
  function hasRoom(bytes: number): boolean {
    if (socket.readyState !== socket.OPEN) return false
    const most = isSignedIn() ? MAX_BUFFERED.signedIn : MAX_BUFFERED.anonymous
    // One message may be larger than the bound.
    if (socket.bufferedAmount === 0 || socket.bufferedAmount + bytes <= most) return true
    end(LIMITED, 'events are not read fast enough')
    return false
  }

  async function send(data: string): Promise<void> {
    if (!hasRoom(data.length)) return
    await new Promise<void>((resolve) => {
      // An error here is a connection that ended; its close event ends the subscriptions.
      socket.send(data, () => resolve())
    })
  }

  async function admit(bytes: number): Promise<boolean> {
    if (pending >= MAX_PENDING || !(await countMessage(1 + Math.floor(bytes / 1024)))) {
      end(LIMITED, 'expected fewer messages')
      return false
    }
    return socket.readyState === socket.OPEN
  }

  socket.on('error', (error: Error) => log.debug({ err: error }, 'a connection failed'))
  socket.on('ping', (data: Buffer) => {
    admit(data.length).then(
      (isAdmitted) => {
        if (isAdmitted && hasRoom(data.length)) socket.pong(data)
      },
      () => end(1011, 'the API failed'),
    )
  })
  socket.on('pong', () => {
    isAlive = true
  })
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    if (hasRoom(0)) socket.ping()
  }, pingMs)
  socket.once('close', () => clearInterval(timer))

  return {
    protocol: socket.protocol,
    send,
    close: (code, reason) => end(code ?? 1000, reason ?? ''),
    onMessage(handle) {
      socket.on('message', (event: Buffer) => {
        if (socket.readyState !== socket.OPEN) return
        if (event.length > MAX_ANONYMOUS_MESSAGE && !isSignedIn()) {
          return end(TOO_BIG, `expected at most ${MAX_ANONYMOUS_MESSAGE} bytes in a message before signing in`)
        }
        void (async () => {
          if (!(await admit(event.length))) return
          pending++
          try {
            // The protocol calls `onPing` before it waits for anything.
            handling = event.length
            await handle(String(event))
          } catch (error) {
            // A message of an unknown type, or a fault of ours.
            log.debug({ err: error }, 'a message could not be answered')
            end(4400, 'expected a message of graphql-transport-ws')
          } finally {
            pending--
          }
        })()
      })
    },
    async onPing(payload) {
      const isRepeated = payload !== undefined && handling <= MAX_PING_REPEATED
      await send(isRepeated ? `{"type":"pong","payload":${JSON.stringify(payload)}}` : '{"type":"pong"}')
    },
  }
}

import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { addressKey, clientAddress, createCounter, type Logger, type Metrics } from '@aiigo/service'
import {
  type DocumentNode,
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  validate,
} from 'graphql'
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { apiError, rateLimited } from '../graphql/apiError.js'
import type { Authenticate, Authentication } from '../graphql/authentication.js'
import type { Context } from '../graphql/context.js'
import { authorizationOf } from './authorizationOf.js'
import { boundSocket } from './boundSocket.js'
import { REQUEST_COST } from './createAdmission.js'
import type { Bucket, Buckets } from './createBuckets.js'
import { measureOperation, type OperationSize, sizeProblem } from './measureOperation.js'
import type { PublicError } from './publicError.js'
import { MAX_OWN_TOKENS, parseOperation, tooLong } from './readOperation.js'
import { unstorableText } from './unstorableText.js'

export interface SocketServerDeps {
  server: Server
  path: string
  /** Has the subscriptions; their events come from this system alone. */
  localSchema: GraphQLSchema
  authenticate: Authenticate
  buckets: Buckets
  /** Open sockets of an IP address, and of a wallet. */
  maxSockets: { ofAddress: number; ofWallet: number }
  trustedProxies: number
  publicError: PublicError
  log: Logger
  metrics: Metrics
}

/**
 * Close code for credentials that are not accepted (any more); the client gets new ones and resumes from its cursors.
 */
const REFUSED = 4401
/** Close code for limits: too many sockets or messages, or events that are not read. */
const LIMITED = 4429
/** Close code while the API can't serve anybody: try again later. */
const UNAVAILABLE = 1013
/** Whether credentials still hold is asked again this often, so that a revoked API key ends its connections. */
const RECHECK_MS = 60_000
export const MAX_SUBSCRIPTIONS = 100
/** Open subscriptions of all sockets of an IP address without a sign-in, and of a wallet: each event goes to all. */
export const MAX_SUBSCRIPTIONS_OF = { address: 100, wallet: 1_000 }
const MIN_EVENT_WAIT_MS = 10
const MAX_MESSAGE_BYTES = 100_000
/** Strangers and unused connections: an answer is still owed to every ping within this time. */
const PING_MS = 12_000

type Events = AsyncGenerator<ExecutionResult>

/** An open subscription. */
interface Open {
  /** Of each of its events: that of its operation. */
  cost: number
  /** Gives its caller's place back. */
  leave: () => void
  /** Its events, once it has begun. */
  events: Events | null
  /** Ends the wait of an event for its caller's next minute. */
  completed: AbortController
}

/** The state that the server keeps with a connection. */
interface Connection {
  socket: WebSocket
  ip: string
  userAgent: string | null
  authentication: Authentication
  /** Open subscriptions by id. */
  subscriptions: Map<string, Open>
  /** Whose limits count its messages, and the events that it gets. */
  caller: { bucket: Bucket; events: Bucket; key: string }
  recheck: NodeJS.Timeout | undefined
  /** Gives the wallet's place among the open sockets back. */
  release: () => void
}

/**
 * Subscriptions over WebSocket (graphql-transport-ws). Credentials come in `connectionParams.authorization`. A socket
 * is closed with 4401 when its access token ends or its API key is revoked. Connections, messages and subscriptions
 * count towards the caller's cost; a client that sends too much or reads too little is closed with 4429.
 */
export function createSocketServer(deps: SocketServerDeps): { close(): Promise<void> } {
  const { localSchema, authenticate, buckets, maxSockets, trustedProxies, publicError, log, metrics } = deps
  const refused = metrics.counter('aiigo_api_refused_total')
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    autoPong: false,
    // One message of a socket in each turn of the event loop, however many came at once.
    allowSynchronousEvents: false,
    handleProtocols: (protocols) => handleProtocols(protocols),
  })
  metrics.gauge('aiigo_api_sockets', (gauge) => gauge.set(sockets.clients.size))
  const connections = new Set<Connection>()
  metrics.gauge('aiigo_api_subscriptions', (gauge) =>
    gauge.set([...connections].reduce((sum, { subscriptions }) => sum + subscriptions.size, 0)),
  )
  const ofAddress = createCounter(maxSockets.ofAddress)
  const ofWallet = createCounter(maxSockets.ofWallet)
  const subscriptionsOf = {
    address: createCounter(MAX_SUBSCRIPTIONS_OF.address),
    wallet: createCounter(MAX_SUBSCRIPTIONS_OF.wallet),
  }

  /** Asks again whether the credentials hold, one timer at a time. */
  function recheckLater(connection: Connection, authorization: string): void {
    const { viewer } = connection.authentication
    const untilExpiry = viewer?.expiresAt ? viewer.expiresAt * 1000 - Date.now() : Number.POSITIVE_INFINITY
    connection.recheck = setTimeout(
      async () => {
        const again = await authenticate(authorization).catch(() => ({ viewer, refusal: null }))
        if (connection.socket.readyState !== connection.socket.OPEN) return
        if (!again.viewer) return connection.socket.close(REFUSED, reasonOf(again.refusal ?? 'credentials ended'))
        connection.authentication = again
        recheckLater(connection, authorization)
      },
      Math.max(0, Math.min(RECHECK_MS, untilExpiry + 50)),
    )
  }

  function contextOf({ authentication, ip, userAgent, caller }: Connection): Context {
    const { key, events } = caller
    const meter = { caller: key, allowance: null, charge: (cost: number) => events.spend(key, cost) }
    return { ...authentication, ip, userAgent, meter }
  }

  const graphql = makeServer<Record<string, unknown>, { connection: Connection }>({
    schema: localSchema,
    async onConnect({ connectionParams, extra: { connection } }) {
      const { socket } = connection
      const authorization = authorizationOf(connectionParams)
      const authentication = await authenticate(authorization).catch((error: unknown) => {
        log.error({ err: error }, 'credentials could not be checked')
        return null
      })
      if (!authentication) {
        socket.close(UNAVAILABLE, 'credentials can not be checked now; try again later')
        return false
      }
      const { viewer, refusal } = authentication
      if (refusal) {
        socket.close(REFUSED, reasonOf(refusal))
        return false
      }
      connection.authentication = authentication
      if (viewer && authorization) {
        const release = ofWallet.enter(viewer.address)
        if (!release) {
          refused.inc({ limit: 'sockets-of-wallet' })
          socket.close(LIMITED, `expected at most ${maxSockets.ofWallet} connections of a wallet`)
          return false
        }
        // Closed meanwhile: nothing will give the place back later.
        if (socket.readyState !== socket.OPEN) {
          release()
          return false
        }
        connection.release = release
        connection.caller = { bucket: buckets.signedIn, events: buckets.signedInEvents, key: viewer.address }
        recheckLater(connection, authorization)
      }
      const { enough } = await connection.caller.bucket.spend(connection.caller.key, REQUEST_COST)
      if (!enough) socket.close(LIMITED, 'expected a smaller cost this minute')
      return enough
    },
    async onSubscribe({ extra: { connection } }, id, { query, operationName, variables }) {
      // A completed subscription may still end: its id would name two.
      if (connection.subscriptions.has(id)) {
        connection.socket.close(CloseCode.SubscriberAlreadyExists, 'expected an id that was not used before')
        return [apiError('BAD_REQUEST', 'expected an id that was not used before')]
      }
      if (connection.subscriptions.size >= MAX_SUBSCRIPTIONS) {
        refused.inc({ limit: 'subscriptions' })
        return [
          apiError('TOO_MANY_SUBSCRIPTIONS', `expected at most ${MAX_SUBSCRIPTIONS} subscriptions on a connection`),
        ]
      }
      const prepared = prepare(localSchema, query, operationName ?? undefined, variables ?? {})
      if (Array.isArray(prepared)) return prepared
      const open: Open = { cost: prepared.cost, leave: () => undefined, events: null, completed: new AbortController() }
      // Before anything is waited for: the same id may come again at once.
      connection.subscriptions.set(id, open)
      const refuse = (error: GraphQLError): GraphQLError[] => {
        ended(connection, id)
        return [error]
      }
      const { bucket, key } = connection.caller
      const { enough, allowance } = await bucket.spend(key, REQUEST_COST + prepared.cost)
      if (!enough && allowance) return refuse(rateLimited(allowance.resetAt - Date.now()))
      const holder = connection.authentication.viewer ? 'wallet' : 'address'
      const leave = subscriptionsOf[holder].enter(key)
      if (!leave) {
        refused.inc({ limit: 'subscriptions' })
        const most = MAX_SUBSCRIPTIONS_OF[holder]
        return refuse(apiError('TOO_MANY_SUBSCRIPTIONS', `expected at most ${most} open subscriptions of a ${holder}`))
      }
      open.leave = leave
      // Closed meanwhile: nothing will give the place back later.
      if (connection.socket.readyState !== connection.socket.OPEN) ended(connection, id)
      return { ...prepared.args, schema: localSchema, contextValue: contextOf(connection) }
    },
    async onOperation({ extra: { connection } }, id, _payload, _args, result) {
      if (!isGenerator(result)) return
      const open = connection.subscriptions.get(id)
      // Closed meanwhile: nothing will end it later.
      if (!open) return void (await result.return(undefined))
      open.events = endingAtOnce(result, open)
      return open.events
    },
    // The next event is made when this one has gone out.
    async onNext({ extra: { connection } }, id, _payload, _args, result) {
      await payForEvent(connection, id)
      const errors = result.errors?.map(publicError)
      return (errors ? { ...result, errors } : result) as FormattedExecutionResult
    },
    onError({ extra: { connection } }, id, _payload, errors): GraphQLFormattedError[] {
      ended(connection, id)
      return errors.map(publicError)
    },
    onComplete: ({ extra: { connection } }, id) => ended(connection, id),
  })

  sockets.on('connection', (socket: WebSocket, { ip, userAgent, leave }: Arrival) => {
    const connection: Connection = {
      ...{ socket, ip, userAgent, subscriptions: new Map() },
      authentication: { viewer: null, refusal: null },
      caller: { bucket: buckets.anonymous, events: buckets.anonymousEvents, key: addressKey(ip) },
      recheck: undefined,
      release: () => undefined,
    }
    connections.add(connection)
    // The first message may bring credentials: until then the address's minute must not decide.
    let isFirst = true
    const bounded = boundSocket(socket, {
      log,
      pingMs: PING_MS,
      isSignedIn: () => connection.authentication.viewer !== null,
      async countMessage(points) {
        if (isFirst) {
          isFirst = false
          return true
        }
        return (await connection.caller.bucket.spend(connection.caller.key, points)).enough
      },
    })
    const closed = graphql.opened(bounded, { connection })
    socket.once('close', (code, reason) => {
      connections.delete(connection)
      clearTimeout(connection.recheck)
      connection.release()
      for (const [id, { events }] of connection.subscriptions) {
        ended(connection, id)
        void events?.return(undefined).catch(() => undefined)
      }
      leave()
      Promise.resolve(closed(code, String(reason))).catch((error: unknown) =>
        log.warn({ err: error }, 'a subscription did not end in order'),
      )
    })
  })

  async function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    stream.on('error', () => stream.destroy())
    if ((request.url ?? '').split('?')[0] !== deps.path) return refuse(stream, '404 Not Found')
    const ip = clientAddress(request, trustedProxies)
    const address = addressKey(ip)
    const leave = ofAddress.enter(address)
    if (!leave) {
      refused.inc({ limit: 'sockets-of-address' })
      return refuse(stream, '429 Too Many Requests')
    }
    stream.once('close', leave)
    const { enough } = await buckets.connections.spend(address, 1)
    if (!enough) {
      refused.inc({ limit: 'connections' })
      return refuse(stream, '429 Too Many Requests')
    }
    const arrival: Arrival = { ip, userAgent: request.headers['user-agent'] ?? null, leave }
    sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit('connection', socket, arrival))
  }
  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    upgrade(request, stream, head).catch((error: unknown) => {
      log.error({ err: error }, 'a connection could not be opened')
      stream.destroy()
    })
  }
  deps.server.on('upgrade', onUpgrade)

  return {
    async close() {
      deps.server.off('upgrade', onUpgrade)
      for (const client of sockets.clients) client.close(1001, 'Going away')
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          for (const client of sockets.clients) client.terminate()
        }, 2_000)
        sockets.close(() => {
          clearTimeout(timer)
          resolve()
        })
        if (sockets.clients.size === 0) clearTimeout(timer)
      })
    },
  }
}

/**
 * Counts an event of a subscription. Where its caller's minute of events is used up, the event waits for the next one:
 * events are read when they are asked for, so the wait keeps nothing else in memory and loses nothing.
 */
async function payForEvent({ socket, subscriptions, caller }: Connection, id: string): Promise<void> {
  for (let open = subscriptions.get(id); open; open = subscriptions.get(id)) {
    const { signal } = open.completed
    if (signal.aborted) return
    const { enough, allowance } = await caller.events.spend(caller.key, Math.max(1, open.cost))
    if (enough || !allowance || socket.readyState !== socket.OPEN) return
    const ms = Math.max(MIN_EVENT_WAIT_MS, allowance.resetAt - Date.now())
    await sleep(ms, undefined, { ref: false, signal }).catch(() => undefined)
  }
}

const isGenerator = (value: unknown): value is Events =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'return' in value

/**
 * Events that give their caller's place back as soon as they are told to end. The protocol hears of the end only after
 * the event that it is sending, which may wait.
 */
function endingAtOnce(events: Events, open: Open): Events {
  return {
    next: () => events.next(),
    return(value) {
      open.leave()
      open.completed.abort()
      return events.return(value)
    },
    throw: (error) => events.throw(error),
    [Symbol.asyncIterator]() {
      return this
    },
    [Symbol.asyncDispose]: async () => void (await events.return(undefined)),
  }
}

function ended({ subscriptions }: Connection, id: string): void {
  subscriptions.get(id)?.leave()
  subscriptions.delete(id)
}

interface Arrival {
  ip: string
  userAgent: string | null
  leave: () => void
}

/** A close frame takes 123 bytes of reason, whole characters. */
function reasonOf(text: string): string {
  return Buffer.from(text)
    .subarray(0, 120)
    .toString()
    .replace(/\u{fffd}$/u, '')
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}

/** Checks an operation; only subscriptions are answered here. */
function prepare(
  schema: GraphQLSchema,
  query: string,
  operationName: string | undefined,
  variables: Record<string, unknown>,
):
  | GraphQLError[]
  | {
      args: { document: DocumentNode; operationName?: string; variableValues: Record<string, unknown> }
      cost: number
    } {
  const document = parseOperation(query, MAX_OWN_TOKENS)
  if (document === 'tooLong') return [tooLong()]
  if (document instanceof GraphQLError) return [apiError('GRAPHQL_PARSE_FAILED', document.message)]
  const operation = getOperationAST(document, operationName)
  if (operation?.operation !== 'subscription') {
    return [apiError('BAD_REQUEST', 'expected a subscription; send queries and mutations over HTTP')]
  }
  const problems = validate(schema, document)
  if (problems.length > 0) {
    return problems.map(({ message }) => apiError('GRAPHQL_VALIDATION_FAILED', message))
  }
  const unstorable = unstorableText(document, operation, variables)
  if (unstorable) return [apiError('BAD_USER_INPUT', unstorable)]
  let size: OperationSize | null
  try {
    size = measureOperation(schema, document, operation, variables)
  } catch (error) {
    if (error instanceof GraphQLError) return [error]
    throw error
  }
  const problem = size && sizeProblem(size)
  if (problem) return [apiError('OPERATION_TOO_LARGE', problem)]
  const args = { document, ...(operationName ? { operationName } : {}), variableValues: variables }
  return { args, cost: size?.cost ?? 0 }
}

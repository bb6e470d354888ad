import { createHash } from 'node:crypto'
import { readFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import pg from 'pg'
import type { Kernel, SimProcess } from '../kernel/createKernel.js'
import { realPause } from '../kernel/native.js'

/** The fate of a statement. */
export type StatementFate = 'RUNS' | 'REFUSED' | 'LOST_BEFORE' | 'LOST_AFTER'

interface Port {
  kernel: Kernel
  fateOf(process: SimProcess, text: string): StatementFate
  /** The statement that is sent in place of another; null: none, as if it changed nothing. */
  rewrite(text: string): string | null
  /** Whether PostgreSQL takes connections now. */
  isUp(): boolean
  /** A connection of the simulation itself, which no fault reaches. */
  control: pg.Client
  /** The open file in which the database reads its clock. */
  clock: number
}

interface Held {
  what: string
  client: pg.Client
  work: Promise<unknown>
  isDone: boolean
  settle: () => void
}

type Rows = { text?: string; values?: unknown[] } | string
type Client = pg.Client & {
  processID?: number
  connection?: { stream: { destroy(): void } }
  _ended?: boolean
}
type Query = (this: pg.Client, ...args: unknown[]) => unknown
type Connect = (this: pg.Client, callback?: (error?: Error) => void) => unknown

interface ClientClass {
  prototype: { query: Query; connect: Connect; end: Query }
}

/** The driver of the query builder may be another copy than ours. */
function driversOf(): Set<ClientClass> {
  const storage = createRequire(import.meta.resolve('@aiigo/storage'))
  const builder = createRequire(storage.resolve('@mikro-orm/postgresql'))
  return new Set([pg.Client, storage('pg').Client, builder('pg').Client])
}

const controlQuery = pg.Client.prototype.query as unknown as Query

/** How long a statement may take before PostgreSQL is asked whether it waits for a lock, milliseconds. */
const LOCK_LOOK_MS = 6
/** PostgreSQL's message for a connection that its backend has left. */
const LOST = 'Connection terminated unexpectedly'
const DEADLOCK_LIMIT_MS = 3_000
const GONE_LIMIT_MS = 5_000
const SLEEP_LIMIT_MS = 50

let port: Port | null = null
const owners = new WeakMap<pg.Client, SimProcess>()
let open = new Map<pg.Client, SimProcess>()
let held: Held[] = []
/** The moment that the last parked statement of each connection has. */
let orders = new WeakMap<pg.Client, number>()
let clock = ''

/** Puts every connection that a simulated process makes under the schedule; null: none. */
export function setDatabasePort(next: Port | null): void {
  port = next
  open = new Map()
  held = []
  orders = new WeakMap()
  clock = ''
}

/** The text is as long at all times, so it takes the place of the one before. */
function setClock(active: Port): void {
  const text = (active.kernel.now() / 1000).toFixed(6)
  if (text === clock) return
  writeSync(active.clock, text, 0)
  clock = text
}

const pidOf = (client: pg.Client): number => (client as Client).processID ?? 0

async function blockersOf({ control }: Port, client: pg.Client): Promise<number[]> {
  const { rows } = await (controlQuery.call(control, 'select pg_blocking_pids($1) as pids', [
    pidOf(client),
  ]) as Promise<{
    rows: { pids: number[] }[]
  }>)
  return rows[0]?.pids ?? []
}

/** Waits until a statement is done, or waits for a lock that another connection has. */
async function doneOrBlocked(active: Port, one: Held): Promise<void> {
  await Promise.race([one.work, realPause(LOCK_LOOK_MS)])
  while (!one.isDone) {
    const blockers = await blockersOf(active, one.client)
    if (one.isDone) return
    if (blockers.length > 0) {
      await endDeadlocks(active, one)
      return
    }
    await Promise.race([one.work, realPause(1)])
  }
}

/** PostgreSQL gives up one of the statements that wait for each other; its error is waited for. */
async function endDeadlocks(active: Port, newest: Held): Promise<void> {
  const waiting = new Map<number, number[]>()
  for (const one of [...held, newest])
    if (!one.isDone) waiting.set(pidOf(one.client), await blockersOf(active, one.client))
  const reaches = (from: number, to: number, seen = new Set<number>()): boolean =>
    (waiting.get(from) ?? []).some((next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))))
  if (!reaches(pidOf(newest.client), pidOf(newest.client))) return
  for (let waited = 0; waited < DEADLOCK_LIMIT_MS; waited++) {
    if (newest.isDone || held.some(({ isDone }) => isDone)) return
    await realPause(1)
  }
  throw new Error('expected PostgreSQL to end a deadlock')
}

/**
 * Stops a backend that sleeps until it gets its lock, so that of several that wait one alone goes on at a time: awake
 * together they would race for the row.
 */
async function stop(client: pg.Client): Promise<void> {
  const pid = pidOf(client)
  for (let waited = 0; waited < SLEEP_LIMIT_MS && !isAsleep(pid); waited++) await realPause(1)
  signal(pid, 'SIGSTOP')
}

/** Whether a backend does nothing, and so holds no lock of PostgreSQL's own memory. */
function isAsleep(pid: number): boolean {
  try {
    return /\) S /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}

function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  if (pid <= 0) return
  try {
    globalThis.process.kill(pid, name)
  } catch {
    // It has ended meanwhile.
  }
}

/**
 * Lets statements go on whose lock has come free, in the order in which they began, each until it is done or waits
 * again. Then hands over the answers: what follows from one begins only when it is known which statements are done.
 */
export async function releaseHeld(): Promise<void> {
  const active = port
  if (!active || held.length === 0) return
  for (let again = true; again; ) {
    again = false
    for (const one of held) {
      if (one.isDone || (await blockersOf(active, one.client)).length > 0) continue
      signal(pidOf(one.client), 'SIGCONT')
      await doneOrBlocked(active, one)
      if (!one.isDone) await stop(one.client)
      again = true
    }
  }
  const ready = held.filter(({ isDone }) => isDone)
  held = held.filter(({ isDone }) => !isDone)
  for (const one of ready) {
    active.kernel.trace(`has its lock: ${one.what.slice(0, 80)}`)
    one.settle()
  }
  if (ready.length > 0) active.kernel.stir()
}

/** Ends a connection as if its backend had died, and waits until both sides know. */
async function terminate(active: Port, client: pg.Client, isSilent: boolean): Promise<void> {
  open.delete(client)
  if (isSilent) {
    client.removeAllListeners('error')
    client.on('error', () => undefined)
  }
  const pid = pidOf(client)
  const ended = new Promise<void>((resolve) => {
    client.once('end', () => resolve())
  })
  if (pid > 0) await (controlQuery.call(active.control, 'select pg_terminate_backend($1)', [pid]) as Promise<unknown>)
  signal(pid, 'SIGCONT')
  await Promise.race([ended, realPause(GONE_LIMIT_MS)])
  for (let waited = 0; pid > 0 && waited < GONE_LIMIT_MS; waited++) {
    const { rows } = await (controlQuery.call(active.control, 'select 1 from pg_stat_activity where pid = $1', [
      pid,
    ]) as Promise<{ rows: unknown[] }>)
    if (rows.length === 0) return
    await realPause(1)
  }
}

/** Ends every connection of a process that has died; PostgreSQL rolls back what they had begun. */
export async function closeConnectionsOf(process: SimProcess): Promise<void> {
  const active = port
  if (!active) return
  for (const [client, owner] of [...open]) if (owner === process) await terminate(active, client, true)
  held = held.filter(({ client }) => owners.get(client) !== process)
}

/** Ends all connections, as a restart of PostgreSQL does. @returns how many there were */
export async function dropAllConnections(): Promise<number> {
  const active = port
  if (!active) return 0
  const clients = [...open.keys()]
  for (const client of clients) await terminate(active, client, false)
  await releaseHeld()
  return clients.length
}

const withText = (query: Rows, text: string): Rows => (typeof query === 'string' ? text : { ...query, text })

function labelOf(text: string): string {
  const line = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/simulation_\d+_\d+/g, 'simulation')
    .trim()
  return line.length > 160 ? `${line.slice(0, 160)}…` : line
}

function run(
  active: Port,
  { client, rawQuery }: { client: pg.Client; rawQuery: Query },
  process: SimProcess,
  args: unknown[],
): Promise<unknown> {
  const [query, values] = args as [Rows, unknown[]?]
  const text = typeof query === 'string' ? query : (query.text ?? '')
  const given = values ?? (typeof query === 'string' ? undefined : query.values)
  const { kernel } = active
  const notBefore = orders.get(client) ?? 0
  orders.set(client, Math.max(notBefore, kernel.now()))
  const label = `sql ${labelOf(text)} ${given ? JSON.stringify(given).slice(0, 300) : ''}`
  const work = async (): Promise<{ answer: Promise<unknown> }> => {
    setClock(active)
    const fate = active.fateOf(process, text)
    if (fate === 'REFUSED') {
      throw Object.assign(new Error('canceling statement due to user request'), { code: '57014' })
    }
    if (fate === 'LOST_BEFORE') await terminate(active, client, false)
    const sent = active.rewrite(text)
    if (sent === null) return { answer: Promise.resolve({ rows: [], rowCount: 0, command: 'INSERT', fields: [] }) }
    const raw = rawQuery.apply(
      client,
      sent === text ? args : [withText(query, sent), ...args.slice(1)],
    ) as Promise<unknown>
    const one: Held = { what: label, client, work: Promise.resolve(), isDone: false, settle: () => undefined }
    const done = (): void => {
      one.isDone = true
    }
    one.work = raw.then(done, done)
    await doneOrBlocked(active, one)
    if (!one.isDone) {
      // The step ends here, and the answer comes with the step that frees the lock.
      await stop(client)
      held.push(one)
      kernel.trace(`${process.name}#${process.start} waits for a lock`)
      const answer = new Promise((resolve, reject) => {
        one.settle = () => raw.then(resolve, reject)
      })
      return { answer }
    }
    kernel.trace(`  ${await answerIn(raw)}`)
    if (fate === 'LOST_AFTER') {
      await terminate(active, client, false)
      throw new Error(LOST)
    }
    return { answer: raw }
  }
  return kernel.park(label, work, { notBefore }).then(({ answer }) => kept(process, answer))
}

/** An answer in some words for the trace: two runs of a seed that differ show it here first. */
async function answerIn(raw: Promise<unknown>): Promise<string> {
  try {
    const { rows = [] } = ((await raw) ?? {}) as { rows?: unknown[] }
    const text = JSON.stringify(rows)
    return `${rows.length} rows ${createHash('sha1').update(text).digest('base64url').slice(0, 8)}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The answer, unless the process died meanwhile. */
function kept<T>(process: SimProcess, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    answer.then(
      (value) => process.isAlive && resolve(value),
      (error: unknown) => process.isAlive && reject(error),
    )
  })
}

/** Puts the statements and connections of one driver's class under the schedule. */
function patch({ prototype }: ClientClass): void {
  const { query: rawQuery, connect: rawConnect, end: rawEnd } = prototype

  prototype.query = function (...args) {
    const process = owners.get(this)
    const [first] = args as [{ submit?: unknown } | string]
    if (!port || !process || (typeof first === 'object' && first.submit)) return rawQuery.apply(this, args)
    const callback = args.find((arg) => typeof arg === 'function') as
      | ((error: Error | null, result?: unknown) => void)
      | undefined
    const own = args.filter((arg) => typeof arg !== 'function')
    const answer = run(port, { client: this, rawQuery }, process, own)
    if (!callback) return answer
    answer.then(
      (result) => callback(null, result),
      (error: Error) => callback(error),
    )
    return undefined
  }

  prototype.connect = function (callback) {
    const active = port
    const process = active?.kernel.current()
    if (!active) return rawConnect.call(this, callback)
    if (!process) throw new Error('expected a process that connects to the database')
    owners.set(this, process)
    const done = active.kernel.park('connects to PostgreSQL', async () => {
      if (!active.isUp()) {
        throw Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })
      }
      await rawConnect.call(this)
      if (process.isAlive) open.set(this, process)
      else await terminate(active, this, true)
    })
    if (!callback) return done
    done.then(
      () => callback(),
      (error: Error) => callback(error),
    )
    return undefined
  }

  prototype.end = function (...args) {
    open.delete(this)
    const active = port
    if (!active || !owners.has(this)) return rawEnd.apply(this, args)
    const ended = new Promise<void>((resolve) => {
      this.once('end', () => resolve())
    })
    const owner = owners.get(this)
    // The pool goes on in here with what waits for a connection.
    const own = args.map((arg) =>
      typeof arg === 'function' && owner ? () => active.kernel.as(owner, () => owner.isAlive && arg()) : arg,
    )
    const { _ended: isOver } = this as Client
    const answer = rawEnd.apply(this, own)
    // One whose backend has left already says nothing more.
    if (!isOver) void active.kernel.track(Promise.race([ended, realPause(1_000)]))
    return answer
  }
}

for (const driver of driversOf()) patch(driver)

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { setPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@aiigo/service'

export interface ReaderProcess {
  isReady(): boolean
  /** Of the process that runs now or ran last. */
  pid(): number | undefined
  stop(): Promise<void>
}

interface Options {
  entry: string
  environment: Record<string, string | undefined>
  socketPath: string
  log: Logger
}

/** A reader that has not answered for so long is ended and started anew. */
const HUNG_MS = 10_000
const PING_MS = 1_000
/** On a machine whose cores are shared by many, a start takes ten times as long as on a free one. */
const START_LIMIT_MS = 120_000
const PAUSE_MS = 500
/** MiB of a reader's heap: a query that needs more ends the reader, not the API. */
const HEAP_MIB = 1_024
/**
 * Niceness of a reader. On a machine without a free core the front process gets three times a reader's share, and a
 * reader a third of what a busy node's program gets. At 10 it was a tenth: queries met their limits of time beside two
 * busy programs.
 */
const NICENESS = 5

/** Keeps one reader running, and resolves when it takes queries for the first time. */
export async function startReader({ entry, environment, socketPath, log }: Options): Promise<ReaderProcess> {
  let child: ChildProcess | undefined
  let isReady = false
  let isStopping = false
  let heardAt = 0

  function start(): { ready: Promise<void>; ended: Promise<unknown> } {
    rmSync(socketPath, { force: true })
    const started = fork(entry, {
      env: { ...environment, READER_SOCKET: socketPath },
      execArgv: [`--max-old-space-size=${HEAP_MIB}`],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child = started
    heardAt = Date.now()
    const ended = once(started, 'exit')
    const ready = new Promise<void>((resolve, reject) => {
      started.on('message', (message) => {
        heardAt = Date.now()
        if (message !== 'ready') return
        isReady = true
        // Heartbeats go before queries also where processors are few.
        if (started.pid) setPriority(started.pid, NICENESS)
        resolve()
      })
      started.on('error', reject)
      ended.then(() => reject(new Error('the reader of queries ended before it was ready; its log says why')), reject)
    })
    return { ready, ended }
  }

  const watchdog = setInterval(() => {
    if (isReady && child?.connected) child.send('ping', () => undefined)
    if (Date.now() - heardAt <= (isReady ? HUNG_MS : START_LIMIT_MS)) return
    log.error('the reader of queries does not answer; it is started anew')
    child?.kill('SIGKILL')
  }, PING_MS)
  watchdog.unref()

  const first = start()
  async function keepRunning({ ended }: { ended: Promise<unknown> }): Promise<void> {
    for (let current = ended; ; ) {
      await current
      isReady = false
      if (isStopping) return
      log.error('the reader of queries ended; it is started anew')
      await sleep(PAUSE_MS)
      if (isStopping) return
      const again = start()
      again.ready.catch((error: unknown) => log.error({ err: error }, 'the reader of queries did not start'))
      current = again.ended
    }
  }
  try {
    await first.ready
  } catch (error) {
    clearInterval(watchdog)
    child?.kill('SIGKILL')
    throw error
  }
  const ending = keepRunning(first)

  return {
    isReady: () => isReady,
    pid: () => child?.pid,
    async stop() {
      isStopping = true
      clearInterval(watchdog)
      const killing = setTimeout(() => child?.kill('SIGKILL'), 3_000)
      child?.kill('SIGTERM')
      await ending
      clearTimeout(killing)
    },
  }
}

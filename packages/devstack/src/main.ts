import { parseArgs } from 'node:util'
import { runMain, watchParent } from '@aiigo/service'
import { readStartConfig } from './config.js'
import { createStatusLine } from './createStatusLine.js'
import { StackError } from './errors.js'
import type { Stack } from './stack.js'
import { startStack } from './startStack.js'
import { urlTable } from './urlTable.js'

const USAGE = `usage: npm start [-- --reset] [-- --history] [-- --json]
  --reset   clear the data folder (chain, database, blobs) first
  --history begin with six weeks of past trade, so that charts, candles and KPIs show something; needs a new data
            folder (--reset), and up to a minute more
  --json    print one JSON line with the URLs instead of the table
settings: AIIGO_DATA_DIR, AIIGO_PORT_BASE or AIIGO_<PART>_PORT, AIIGO_AGENTS,
          AIIGO_PUBLIC_HOST (this machine's address for others, in a network that you trust),
          DATABASE_URL, REDIS_URL, ETHEREUM_RPC_URL, SUBGRAPH_URL, BLOB_STORE_URL, DEPLOYMENT_FILE
          (a part whose URL is set is checked and used, not started)`

const status = createStatusLine(process.stdout)
const print = status.print

runMain(async () => {
  const { values } = readArguments()
  if (values.help) return print(USAGE)
  const { external, ...config } = readStartConfig()
  const cancel = new AbortController()
  let stack: Stack | undefined
  let ending = false
  const end = (reason: string): void => {
    if (ending) return
    ending = true
    print(`${reason}: stopping everything in order`)
    if (!stack) {
      cancel.abort()
      return
    }
    void stack.stop().then(() => {
      print('stopped')
      process.exit(0)
    })
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(signal))
  // bin/aiigo.mjs may be killed without being able to pass it on.
  watchParent(undefined, () => end('the process that started this one is gone'))
  // A closed terminal must not end the stop half-way.
  process.stdout.on('error', () => undefined)
  process.stderr.on('error', () => undefined)

  try {
    stack = await startStack({
      ...config,
      external,
      reset: values.reset,
      history: values.history,
      onProgress: print,
      onSteps: status.show,
      signal: cancel.signal,
    })
  } catch (error) {
    status.end()
    if (ending) {
      print('stopped')
      // Not ready: a program that waits for the stack must not take this for success.
      process.exit(130)
    }
    const message =
      error instanceof StackError || isForPeople(error) ? (error as Error).message : (error as Error).stack
    process.stderr.write(`\n${message}\n`)
    process.exit(1)
  }
  status.end()
  const running = stack
  void running.crashed.then((crash) => {
    process.stderr.write(`\n${crash.message}\n`)
    process.exit(1)
  })
  print(
    values.json ? JSON.stringify({ urls: running.urls, deploymentFile: running.deploymentFile }) : urlTable(running),
  )
  print('ready')
})

function readArguments() {
  try {
    return parseArgs({
      options: {
        reset: { type: 'boolean', default: false },
        history: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`)
    process.exit(2)
  }
}

/** Errors of other packages whose message is written for people have a code. */
function isForPeople(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}

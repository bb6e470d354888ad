import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { AiigoError, InvalidInputError } from '@aiigo/domain'
import { connect, createBuyer } from '@aiigo/sdk'
import { ZodError } from 'zod'
import { readConfig } from './config.js'
import { type FoundStack, findStack } from './findStack.js'
import { loadDemoJob, projectRoot } from './loadDemoJob.js'
import { runDemo } from './runDemo.js'

const USAGE = `usage: npm run demo [-- --job PATH] [-- --token ETH|USDC|AIIGO] [-- --json] [-- --keep-running]
  --job PATH       the job file (default: examples/word-statistics/job.yaml)
  --token TOKEN    pay in this token instead of the job file's; the deposit is then what the quote suggests
  --json           one JSON line on standard output, everything else on standard error
  --keep-running   leave a system that the demo started running until Ctrl-C
settings: those of npm start, AIIGO_API_URL and ETHEREUM_RPC_URL for a platform elsewhere, BUYER_PRIVATE_KEY`

/** The text of an error for a person: its message where it is written for people, else the stack. */
function explain(error: unknown): string {
  if (error instanceof InvalidInputError) {
    const lines = error.problems.map(({ field, code, message }) => `  - ${field ?? '(job)'}: ${message} [${code}]`)
    return `the job can't be taken, ${lines.length === 1 ? 'there is a problem' : `there are ${lines.length} problems`}:\n${lines.join('\n')}`
  }
  if (error instanceof ZodError)
    return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n')
  // Errors of the other packages whose message is for people carry a code or are named for it.
  if (
    error instanceof AiigoError ||
    (error instanceof Error && /^(Stack|Port|Part|State|Environment)/.test(error.name))
  ) {
    return error.message
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        job: { type: 'string', default: join(projectRoot, 'examples/word-statistics/job.yaml') },
        token: { type: 'string' },
        json: { type: 'boolean', default: false },
        'keep-running': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`)
    process.exit(2)
  }
}

async function main(): Promise<number> {
  const options = readArguments()
  const write = (line: string): boolean => (options.json ? process.stderr : process.stdout).write(`${line}\n`)
  if (options.help) {
    write(USAGE)
    return 0
  }
  const stop = new AbortController()
  const stopped = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason), { once: true })
  })
  stopped.catch(() => undefined)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort(new Error(signal)))

  let stack: FoundStack | undefined
  try {
    const config = readConfig()
    // Before anything is started: most mistakes are in the job file.
    const job = await loadDemoJob(resolve(config.callerDir, options.job), write, stop.signal)
    stack = await findStack(config, write, stop.signal)
    const { apiUrl, ethereumRpcUrl, crashed } = stack
    crashed.catch(() => undefined)
    const wallet = config.account
    const buyer = createBuyer(await connect({ apiUrl, rpcUrl: ethereumRpcUrl, wallet, signal: stop.signal }))
    try {
      const run = runDemo({
        ...{ buyer, job, say: write, signal: stop.signal },
        ...(options.token === undefined ? {} : { token: options.token }),
        resultsDir: join(config.dataDir, 'results'),
      })
      const report = await Promise.race([run, crashed, stopped])
      if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`)
    } finally {
      await buyer.close()
    }
    if (stack.own && options['keep-running']) {
      write('the system goes on running; end it with Ctrl-C')
      await Promise.race([crashed, stopped])
    }
    return 0
  } catch (error) {
    if (stop.signal.aborted) {
      write(`stopped by ${(stop.signal.reason as Error).message}`)
      return 130
    }
    process.stderr.write(`\n${explain(error)}\n`)
    return 1
  } finally {
    if (stack?.own) write('stopping the system that the demo started')
    await stack?.stop()
  }
}

process.exit(await main())

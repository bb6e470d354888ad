import { InterruptedError } from './errors.js'
import { EXIT } from './exitCodes.js'
import type { Program } from './Program.js'
import { run } from './run.js'

/** One Ctrl-C arrives twice where a process between passes it on, milliseconds. */
const SAME_MS = 500
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs a program with the words, streams and signals of this process, and ends the process with its exit code. */
export async function start<Settings>(program: Program<Settings>): Promise<never> {
  const stop = new AbortController()
  let stoppedAt: number | undefined
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stoppedAt !== undefined && performance.now() - stoppedAt > SAME_MS) process.exit(EXIT.INTERRUPTED)
    stoppedAt ??= performance.now()
    stop.abort(new InterruptedError(signal))
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  const releaseSignals = (): void => {
    for (const signal of SIGNALS) process.off(signal, onSignal)
  }
  // A reader that has enough, such as `head`, closes the pipe: there is nobody to tell, and nothing went wrong.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(EXIT.DONE)
      throw error
    })
  }
  const { argv, env, stdin, stdout, stderr } = process
  const code = await run(program, {
    argv: argv.slice(2),
    env,
    stdin,
    stdout,
    stderr,
    signal: stop.signal,
    releaseSignals,
  })
  // Connections that close by themselves would keep the process for seconds.
  return new Promise(() => stdout.write('', () => process.exit(code)))
}

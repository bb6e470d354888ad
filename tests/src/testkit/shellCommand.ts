import { spawn } from 'node:child_process'

/** A command that runs in a shell, as a person pastes it. */
export interface ShellCommand {
  /** Everything that it has written. */
  output(): string
  /** Resolves when the output has the text. @throws Error with the output when the command ends before, or the time */
  says(text: string, limitMs: number): Promise<void>
  /** Ends it with its children as Ctrl+C does, and waits. */
  stop(): Promise<void>
}

/** @param folder where the shell stands */
export function runInShell(command: string, folder: string): ShellCommand {
  // A process group of its own.
  const child = spawn('sh', ['-c', command], { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const listener of [...listeners]) listener()
  }
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      tell()
    })
  }
  let ended = false
  const end = new Promise<void>((done) => {
    child.once('close', () => {
      ended = true
      tell()
      done()
    })
  })
  return {
    output: () => output,
    says: (text, limitMs) =>
      new Promise<void>((done, fail) => {
        const finish = (error?: Error): void => {
          clearTimeout(timer)
          listeners.delete(look)
          if (error) fail(error)
          else done()
        }
        const look = (): void => {
          if (output.includes(text)) finish()
          else if (ended) finish(new Error(`the command ended without saying "${text}":\n${output.slice(-4_000)}`))
        }
        const timer = setTimeout(
          () => finish(new Error(`the command did not say "${text}" in ${limitMs} ms:\n${output.slice(-4_000)}`)),
          limitMs,
        )
        listeners.add(look)
        look()
      }),
    async stop() {
      if (!ended && child.pid) process.kill(-child.pid, 'SIGTERM')
      await end
    },
  }
}

import { spawn } from 'node:child_process'
import { StackError } from '../errors.js'

/**
 * Runs a script of this workspace to its end.
 *
 * @param what the step's name, for the message
 * @returns what it printed
 * @throws {StackError} with its output when it fails
 */
export async function runScript(
  what: string,
  args: readonly string[],
  env: Record<string, string>,
  signal: AbortSignal,
): Promise<string> {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'], signal, killSignal: 'SIGKILL' })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new StackError(`${what} failed (exit code ${code}):\n${output.trim()}`)
  return output.trim()
}

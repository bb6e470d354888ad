import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { CliError } from '@aiigo/terminal'
import { CONTROL_PATHS, type ControlRequest, type RunningAgent, runningSchema } from './controlSchema.js'
import { controlSocket } from './controlSocket.js'

const LIMIT_MS = 10_000

/**
 * Asks the agent that uses a data folder.
 * @returns its state; null when none runs
 * @throws CliError `NOT_OWNER` when the socket is another user's, `AGENT_SILENT`
 */
export async function askAgent(dataDir: string, what: ControlRequest): Promise<RunningAgent | null> {
  const path = controlSocket(dataDir)
  try {
    const answer = await new Promise<string>((resolve, reject) => {
      const method = what === 'status' ? 'GET' : 'POST'
      const asking = request({ socketPath: path, path: CONTROL_PATHS[what], method, timeout: LIMIT_MS }, (response) => {
        if (response.statusCode === 200) resolve(text(response))
        else reject(new Error(`status ${response.statusCode}`))
      })
      asking.once('timeout', () => asking.destroy(new Error(`no answer in ${LIMIT_MS / 1_000} s`)))
      asking.once('error', reject)
      asking.end()
    })
    return runningSchema.parse(JSON.parse(answer))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    // No folder, or a socket that a killed agent left.
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return null
    if (code === 'EACCES') {
      throw new CliError(
        'NOT_OWNER',
        `expected to be the user whose agent uses ${dataDir}, the socket is another one's`,
        'run it as that user, such as: sudo aiigo-agent …',
      )
    }
    throw new CliError('AGENT_SILENT', `expected an answer of the agent at ${path}, got: ${message}`, 'see its log')
  }
}

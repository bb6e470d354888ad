import { chmod, mkdir, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { CONTROL_PATHS, type ControlRequest, type RunningAgent } from './controlSchema.js'
import { controlFolder, controlSocket } from './controlSocket.js'

/** Answers to requests of this machine's owner. Each gives the state afterwards. */
export type ControlAnswers = Readonly<Record<ControlRequest, () => RunningAgent>>

/**
 * Listens on a socket in the data folder, for `aiigo-agent status` and `drain`. Its folder has mode 700, so no other
 * user of the machine reaches it. The caller holds the data folder's lock: an old socket is a dead agent's.
 * @returns a function that stops listening
 * @throws NotRetryableError `PATH_TOO_LONG`
 */
export async function createControl(dataDir: string, answers: ControlAnswers): Promise<() => Promise<void>> {
  const path = controlSocket(dataDir)
  await mkdir(controlFolder(dataDir), { recursive: true, mode: 0o700 })
  // The folder may be older, with other rights.
  await chmod(controlFolder(dataDir), 0o700)
  await rm(path, { force: true })
  const requests = Object.entries(CONTROL_PATHS) as [ControlRequest, string][]
  const server = createServer((request, response) => {
    const [name] = requests.find(([, at]) => at === request.url) ?? []
    const isFitting = name !== undefined && request.method === (name === 'status' ? 'GET' : 'POST')
    if (isFitting) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers[name]()))
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  server.unref()
  return async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
}

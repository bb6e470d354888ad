import { join } from 'node:path'
import { projectRoot } from '../paths.js'
import { assertAnswers } from './assertAnswers.js'
import { type PartContext, stages } from './context.js'

interface Service {
  program: 'api' | 'worker'
  /** Of the part, when the program runs more than once. Default: the program's. */
  name?: string
  /** Default: the program's. */
  port?: number
}

/** Starts an API or a worker and waits until it says that it is ready. */
export async function startService(
  { ports, supervisor, baseEnv, serviceEnv, listenHost, progress }: PartContext,
  { program, name = program, port = ports[program] }: Service,
  env: Record<string, string>,
): Promise<void> {
  const url = `http://127.0.0.1:${port}`
  const done = progress.step(`starting the ${name === 'api' ? 'API' : name}`)
  supervisor.start({
    name,
    command: process.execPath,
    args: [join(projectRoot, program, 'dist/main.js')],
    env: {
      ...baseEnv,
      HOST: program === 'api' ? listenHost : '127.0.0.1',
      ...env,
      PORT: String(port),
      ...serviceEnv[program],
      ...serviceEnv[name],
    },
    stage: stages[program],
    stopSignal: 'SIGTERM',
    stopLimitMs: 8000,
  })
  await supervisor.waitReady(name, 90_000, () => assertAnswers(`${url}/readyz`))
  done(`${name} ready on ${url}`)
}

/** The part's name of a further worker. @param number from 2 */
export function workerName(number: number): string {
  return `worker-${number}`
}

/** Whether a part is a worker, the first or a further one. */
export function isWorker(name: string): boolean {
  return /^worker(-\d+)?$/.test(name)
}

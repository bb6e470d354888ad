import { join } from 'node:path'
import { projectRoot } from '../paths.js'
import { assertAnswers } from './assertAnswers.js'
import { type PartContext, stages } from './context.js'

/** Starts the API or the worker and waits until it says that it is ready. */
export async function startService(
  { ports, supervisor, baseEnv, serviceEnv, progress }: PartContext,
  name: 'api' | 'worker',
  env: Record<string, string>,
): Promise<void> {
  const url = `http://127.0.0.1:${ports[name]}`
  const done = progress.step(`starting the ${name === 'api' ? 'API' : name}`)
  supervisor.start({
    name,
    command: process.execPath,
    args: [join(projectRoot, name, 'dist/main.js')],
    env: { ...baseEnv, HOST: '127.0.0.1', ...env, PORT: String(ports[name]), ...serviceEnv[name] },
    stage: stages[name],
    stopSignal: 'SIGTERM',
    stopLimitMs: 8000,
  })
  await supervisor.waitReady(name, 90_000, () => assertAnswers(`${url}/readyz`))
  done(`${name} ready on ${url}`)
}

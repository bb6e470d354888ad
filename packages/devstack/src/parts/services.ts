import { join } from 'node:path'
import { projectRoot } from '../paths.js'
import { assertAnswers } from './assertAnswers.js'
import { type PartContext, stages } from './context.js'

/** Starts API and worker together and waits until both say that they are ready. */
export async function startServices(
  context: PartContext,
  common: Record<string, string>,
  worker: Record<string, string>,
): Promise<void> {
  const { ports, supervisor, baseEnv, serviceEnv, say } = context
  const start = async (name: 'api' | 'worker', port: number, env: Record<string, string>): Promise<void> => {
    supervisor.start({
      name,
      command: process.execPath,
      args: [join(projectRoot, name, 'dist/main.js')],
      env: { ...baseEnv, HOST: '127.0.0.1', ...env, PORT: String(port), ...serviceEnv[name] },
      stage: stages[name],
      stopSignal: 'SIGTERM',
      stopLimitMs: 8000,
    })
    await supervisor.waitReady(name, 60_000, () => assertAnswers(`http://127.0.0.1:${port}/readyz`))
    say(`${name} ready on http://127.0.0.1:${port}`)
  }
  await Promise.all([start('api', ports.api, common), start('worker', ports.worker, { ...common, ...worker })])
}

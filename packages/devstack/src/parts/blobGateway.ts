import { join } from 'node:path'
import { projectRoot } from '../paths.js'
import { assertAnswers } from './assertAnswers.js'
import { type PartContext, stages } from './context.js'

/** Starts the blob gateway, on the loopback address unless the stack has a public one. */
export async function startBlobGateway(context: PartContext): Promise<string> {
  const { files, ports, supervisor, baseEnv, serviceEnv, secrets, listenHost, progress } = context
  const done = progress.step('starting the blob gateway')
  supervisor.start({
    name: 'blob-gateway',
    command: process.execPath,
    args: [join(projectRoot, 'blob-gateway/dist/main.js')],
    env: {
      ...baseEnv,
      HOST: listenHost,
      PORT: String(ports.blob),
      DATA_DIR: files.blobs,
      FILE_GRANT_SECRET: secrets.fileGrantSecret,
      ...serviceEnv['blob-gateway'],
    },
    stage: stages.blob,
    stopSignal: 'SIGTERM',
    stopLimitMs: 8000,
  })
  const url = `http://127.0.0.1:${ports.blob}`
  await supervisor.waitReady('blob-gateway', 60_000, () => assertAnswers(`${url}/readyz`))
  done(`blob gateway ready on ${url}`)
  return url
}

import { readDeployment } from '@aiigo/chain/node'
import {
  createHealth,
  createLogger,
  createMetrics,
  createProgress,
  createShutdown,
  runMain,
  startTracing,
} from '@aiigo/service'
import { readConfig, readerEnvironment } from './config.js'
import { createApi } from './createApi.js'
import { isOperatorRequest } from './http/isOperatorRequest.js'
import { openStorage } from './openStorage.js'

runMain(async () => {
  const config = readConfig()
  const log = createLogger({ name: 'api', level: config.LOG_LEVEL })
  const shutdown = createShutdown(log)
  const tracing = await startTracing({
    ...{ endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT, ratio: config.OTEL_TRACES_SAMPLER_ARG, service: 'api' },
    onError: (error) => log.warn({ err: error }, 'traces could not be sent'),
  })
  shutdown.register('traces', tracing)
  const metrics = createMetrics()
  const progress = createProgress({ metrics })
  const health = createHealth({ metrics, maySeeDetail: isOperatorRequest(config.OPERATOR_TOKEN) })
  const deployment = readDeployment(config.DEPLOYMENT_FILE)
  const storage = await openStorage({ config, log, shutdown, metrics })
  const api = await createApi({
    ...{ config, storage, deployment, health, metrics, progress, log },
    readerEnvironment: readerEnvironment(),
  })
  shutdown.register('api', () => api.close())
  log.info({ port: api.port, host: config.HOST, chainId: deployment.chainId }, 'ready')
})

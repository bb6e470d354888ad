import { join, resolve } from 'node:path'
import { parseEnvironment } from '@aiigo/service'
import { z } from 'zod'
import { projectRoot } from './paths.js'
import { defaultPorts, type PortName, type Ports, portSetting, portsFrom } from './ports.js'
import type { ExternalParts } from './stackOptions.js'

const port = z.coerce.number().int().min(1).max(65_535)
const url = (schemes: string[]) =>
  z.string().refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.replace(':', '')), {
    error: `expected a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  })

const schema = z.object({
  AIIGO_DATA_DIR: z
    .string()
    .default(join(projectRoot, '.aiigo'))
    .transform((path) => resolve(path)),
  AIIGO_PORT_BASE: z.coerce.number().int().min(1024).max(65_000).optional(),
  AIIGO_PUBLIC_HOST: z
    .string()
    .regex(/^[\w.-]+$/, 'expected an address or a name of this machine')
    .optional(),
  AIIGO_AGENTS: z.coerce.number().int().min(0).max(20).default(3),
  DATABASE_URL: url(['postgres', 'postgresql']).optional(),
  REDIS_URL: url(['redis', 'rediss']).optional(),
  ETHEREUM_RPC_URL: url(['http', 'https']).optional(),
  SUBGRAPH_URL: url(['http', 'https']).optional(),
  BLOB_STORE_URL: url(['http', 'https']).optional(),
  DEPLOYMENT_FILE: z.string().optional(),
})

const portSchema = z.object(
  Object.fromEntries(Object.keys(defaultPorts).map((name) => [portSetting(name as PortName), port.optional()])),
)

export interface StartConfig {
  dataDir: string
  ports: Ports
  agents: number
  publicHost?: string
  external: ExternalParts
}

/** The environment of `npm start`; all problems are reported together. */
export function readStartConfig(env: Record<string, string | undefined> = process.env): StartConfig {
  const parsed = parseEnvironment(z.object({ ...schema.shape, ...portSchema.shape }), env) as z.output<typeof schema> &
    Record<string, number | undefined>
  const ports = parsed.AIIGO_PORT_BASE === undefined ? { ...defaultPorts } : portsFrom(parsed.AIIGO_PORT_BASE)
  for (const name of Object.keys(ports) as PortName[]) ports[name] = parsed[portSetting(name)] ?? ports[name]
  const external = {
    databaseUrl: parsed.DATABASE_URL,
    redisUrl: parsed.REDIS_URL,
    ethereumRpcUrl: parsed.ETHEREUM_RPC_URL,
    subgraphUrl: parsed.SUBGRAPH_URL,
    blobStoreUrl: parsed.BLOB_STORE_URL,
    deploymentFile: parsed.DEPLOYMENT_FILE,
  }
  return {
    dataDir: parsed.AIIGO_DATA_DIR,
    ports,
    agents: parsed.AIIGO_AGENTS,
    ...(parsed.AIIGO_PUBLIC_HOST === undefined ? {} : { publicHost: parsed.AIIGO_PUBLIC_HOST }),
    external: Object.fromEntries(Object.entries(external).filter(([, value]) => value !== undefined)),
  }
}

/** The environment that every child inherits: the caller's, without the variables that change Node's own behaviour. */
export function inheritedEnvironment(env: Record<string, string | undefined> = process.env): Record<string, string> {
  const left = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(NODE_OPTIONS|NODE_V8_COVERAGE|JEST_|npm_|AIIGO_|PORT$|HOST$)/.test(entry[0]),
  )
  return Object.fromEntries(left)
}

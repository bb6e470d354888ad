import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Deployment, parseDeployment } from '@aiigo/chain'
import { readDeployment } from '@aiigo/chain/node'
import { type Config, isUrl } from './config.js'
import { fetchDeployment } from './fetchDeployment.js'

/**
 * The contracts that the agent trusts: those of the deployment file. A file at a URL is fetched once and kept in the
 * agent's data folder, so an API that names other contracts later is refused.
 * @throws NotRetryableError `DEPLOYMENT_UNREADABLE`, `DEPLOYMENT_MALFORMED`; RetryableError `DEPLOYMENT_UNREACHABLE`
 */
export async function openDeployment({
  DEPLOYMENT_FILE: place,
  AGENT_DATA_DIR: folder,
}: Pick<Config, 'DEPLOYMENT_FILE' | 'AGENT_DATA_DIR'>): Promise<Deployment> {
  if (!isUrl(place)) return readDeployment(place)
  const kept = join(folder, keptAs(place))
  if (existsSync(kept)) return readDeployment(kept)
  const { json } = await fetchDeployment(place)
  const deployment = parseDeployment(json, place)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const scratch = `${kept}.${process.pid}`
  await writeFile(scratch, `${JSON.stringify(json, null, 2)}\n`)
  await rename(scratch, kept)
  return deployment
}

/** Another URL is another platform: its file is fetched anew. */
const keptAs = (url: string): string => `deployment-${createHash('sha256').update(url).digest('hex').slice(0, 16)}.json`

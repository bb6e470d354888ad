import { readFileSync } from 'node:fs'
import { NotRetryableError } from '@aiigo/domain'
import { type Deployment, parseDeployment } from './deployment.js'

/**
 * Reads and checks the deployment file.
 * @throws NotRetryableError `DEPLOYMENT_UNREADABLE` when it is missing or no JSON, `DEPLOYMENT_MALFORMED`
 */
export function readDeployment(path: string): Deployment {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new NotRetryableError(
      'DEPLOYMENT_UNREADABLE',
      `expected the deployment file (JSON with chainId, startBlock, addresses) at ${path}; deploy the contracts or set DEPLOYMENT_FILE`,
      { cause },
    )
  }
  return parseDeployment(json, path)
}

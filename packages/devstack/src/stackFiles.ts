import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where everything is in a data folder. */
export function stackFiles(dataDir: string) {
  return {
    dataDir,
    run: join(dataDir, 'run.json'),
    logs: join(dataDir, 'logs'),
    secrets: join(dataDir, 'secrets.json'),
    postgres: join(dataDir, 'postgres'),
    chain: join(dataDir, 'chain.json'),
    blobs: join(dataDir, 'blobs'),
    journal: join(dataDir, 'deployment-journal.json'),
    deployment: join(dataDir, 'deployment.json'),
    history: join(dataDir, 'history.json'),
    subgraph: join(dataDir, 'subgraph'),
    agents: join(dataDir, 'agents'),
  }
}

export type StackFiles = ReturnType<typeof stackFiles>

/** Removes what a stack keeps, by name: a data folder that was pointed somewhere wrong loses nothing else. */
export function clearStackFiles(files: StackFiles): void {
  const { dataDir: _, run: __, ...kept } = files
  for (const path of Object.values(kept)) rmSync(path, { recursive: true, force: true })
}

export interface Secrets {
  databasePassword: string
  /** Signs access tokens. */
  authJwtSecret: string
  /** Signs file grants; API, worker and blob gateway share it. */
  fileGrantSecret: string
  /** By which checks are drawn. */
  checkSecret: string
  /** The API keeps the keys of jobs under it. */
  fileKey: string
}

/** The random secrets of this data folder, made at its first start. */
export function readSecrets(files: StackFiles): Secrets {
  const known = existsSync(files.secrets) ? (JSON.parse(readFileSync(files.secrets, 'utf8')) as Partial<Secrets>) : {}
  const secrets: Secrets = {
    databasePassword: randomBytes(24).toString('hex'),
    authJwtSecret: randomBytes(32).toString('hex'),
    fileGrantSecret: randomBytes(32).toString('hex'),
    checkSecret: randomBytes(32).toString('hex'),
    fileKey: randomBytes(32).toString('hex'),
    // A folder of an earlier version gets the secrets that it lacks.
    ...known,
  }
  mkdirSync(files.dataDir, { recursive: true })
  writeFileSync(files.secrets, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  return secrets
}

import { existsSync, writeFileSync } from 'node:fs'
import { createReader, type Deployment, LOCAL_CHAIN_ID } from '@aiigo/chain'
import { readDeployment } from '@aiigo/chain/node'
import { type DeployConfig, deployContracts, JournalMismatchError, localPreset, localRoles } from '@aiigo/contracts'
import { StackError, StateMismatchError } from '../errors.js'
import type { PartContext } from './context.js'
import { withClient } from './postgres.js'

/** Deploys the contracts unless they stand already, and writes the deployment file that every process reads. */
export async function deploy(context: PartContext, rpcUrl: string, chainId: number): Promise<Deployment> {
  const { external, files, progress } = context
  if (external.deploymentFile) return checkGiven(external.deploymentFile, rpcUrl, chainId)
  if (chainId !== LOCAL_CHAIN_ID) {
    throw new StackError(
      `ETHEREUM_RPC_URL serves chain ${chainId}: the contracts are deployed here on local chains (${LOCAL_CHAIN_ID}) only; deploy them first (node contracts/dist/main.js --out deployment.json, with the settings of .env.example) and set DEPLOYMENT_FILE`,
    )
  }
  const known = existsSync(files.journal)
  const done = progress.step('deploying the contracts')
  try {
    const deployment = await deployContracts({
      rpcUrl,
      deployerPrivateKey: localRoles().deployer.privateKey,
      config: configOf(context),
      journalPath: files.journal,
    })
    writeFileSync(files.deployment, `${JSON.stringify(deployment, null, 2)}\n`)
  } catch (error) {
    if (error instanceof JournalMismatchError) throw new StateMismatchError(error.message)
    throw error
  }
  const deployment = readDeployment(files.deployment)
  done(`contracts ${known ? 'stand' : 'deployed'} since block ${deployment.startBlock}`)
  return deployment
}

function configOf({ disputeCommitSeconds: commitSeconds }: PartContext): DeployConfig {
  const preset = localPreset()
  return commitSeconds === null ? preset : { ...preset, arbitration: { ...preset.arbitration, commitSeconds } }
}

async function checkGiven(path: string, rpcUrl: string, chainId: number): Promise<Deployment> {
  const deployment = readDeployment(path)
  if (deployment.chainId !== chainId) {
    throw new StackError(
      `DEPLOYMENT_FILE ${path} is for chain ${deployment.chainId}, but the chain in use is ${chainId}`,
    )
  }
  const address = deployment.addresses.TaskMarketplace
  if (!(await createReader(chainId, rpcUrl).getCode({ address }))) {
    throw new StateMismatchError(`${path} says TaskMarketplace is at ${address}, where the chain has no code`)
  }
  return deployment
}

const MARK = 'aiigo deployment '

/**
 * Ties a database to the deployment whose jobs it holds, by a comment on the database.
 *
 * @throws {StateMismatchError} when it holds those of another deployment
 */
export async function tieDatabase(databaseUrl: string, deployment: Deployment): Promise<void> {
  const mark =
    `${MARK}${deployment.chainId} ${deployment.addresses.TaskMarketplace} ${String(deployment.deployedAt ?? '')}`.trim()
  await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ name: string; mark: string | null; owner: boolean }>(
      `SELECT datname AS name, shobj_description(oid, 'pg_database') AS mark, pg_has_role(datdba, 'USAGE') AS owner
       FROM pg_database WHERE datname = current_database()`,
    )
    const [row] = rows
    if (!row) return
    if (row.mark?.startsWith(MARK) && row.mark !== mark) {
      throw new StateMismatchError(
        `the database ${row.name} belongs to "${row.mark.slice(MARK.length)}", the chain has "${mark.slice(MARK.length)}" (an external DATABASE_URL has to be emptied by hand)`,
      )
    }
    // Only the owner may write it; a database of another owner is used unchanged.
    if (!row.mark && row.owner) {
      await client.query(`COMMENT ON DATABASE ${client.escapeIdentifier(row.name)} IS ${client.escapeLiteral(mark)}`)
    }
  })
}

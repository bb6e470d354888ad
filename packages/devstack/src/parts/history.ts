import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StackError } from '../errors.js'
import { PRESENT_DAYS } from '../history/historyPlan.js'
import { projectRoot } from '../paths.js'
import type { StackFiles } from '../stackFiles.js'
import type { ExternalParts } from '../stackOptions.js'
import type { PartContext } from './context.js'

/**
 * When the chain of a history begins, Unix seconds; undefined where the data folder has its history.
 * @throws {StackError} where none can be written: blocks and rows of the past come before all others
 */
export function beginningOf(files: StackFiles, external: ExternalParts): number | undefined {
  if (external.ethereumRpcUrl || external.databaseUrl || external.subgraphUrl) {
    throw new StackError(
      'a history is written on a chain and a database of its own: unset ETHEREUM_RPC_URL, DATABASE_URL and SUBGRAPH_URL, or start without --history',
    )
  }
  if (existsSync(files.history)) return undefined
  if (existsSync(files.chain)) {
    throw new StackError(
      `${files.dataDir} has a chain without a history, and blocks of the past come first; add --reset, which clears the folder: npm start -- --reset --history`,
    )
  }
  // An hour more for the deployment's blocks.
  return Math.floor(Date.now() / 1_000) - PRESENT_DAYS * 86_400 - 3_600
}

/** Writes the history, once, before anything follows the chain. */
export async function writeHistoryOnce(
  { files, supervisor, progress, baseEnv }: PartContext,
  { rpcUrl, databaseUrl, deploymentFile }: { rpcUrl: string; databaseUrl: string; deploymentFile: string },
): Promise<void> {
  if (existsSync(files.history)) return
  const what = 'writing the history'
  const done = progress.step(what)
  const told = await supervisor.runToEnd({
    what,
    command: process.execPath,
    args: [join(projectRoot, 'packages/devstack/dist/history/main.js')],
    env: {
      ...baseEnv,
      ...{ DATABASE_URL: databaseUrl, ETHEREUM_RPC_URL: rpcUrl, DEPLOYMENT_FILE: deploymentFile },
    },
  })
  writeFileSync(files.history, `${JSON.stringify({ writtenAt: new Date().toISOString() })}\n`)
  done(told.trim().split('\n').at(-1) ?? 'history written')
}

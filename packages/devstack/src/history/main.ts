import { readDeployment } from '@aiigo/chain/node'
import { readHistoryConfig } from './config.js'
import { writeHistory } from './writeHistory.js'

// A process of its own: its clock is the history's.
const { DATABASE_URL, ETHEREUM_RPC_URL, DEPLOYMENT_FILE } = readHistoryConfig()
const { jobs } = await writeHistory({
  databaseUrl: DATABASE_URL,
  rpcUrl: ETHEREUM_RPC_URL,
  deployment: readDeployment(DEPLOYMENT_FILE),
})
process.stdout.write(`${jobs} jobs of the past are on chain and in the database\n`)

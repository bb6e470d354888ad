import { address, nodeId } from '@aiigo/terminal/schemas'
import * as z from 'zod'

/** `aiigo-agent init` */
export const result = z
  .strictObject({
    path: z.string().describe('The file of settings.'),
    name: z.string(),
    nodeId,
    address: address.describe('The wallet, which needs money before the agent can register the node.'),
    rpcUrl: z.string(),
    fingerprint: z.string().describe('SHA-256 of the deployment file.'),
    needs: z.array(z.string()).describe('Amounts that the wallet lacks, in words.'),
    troubles: z.array(z.string()).describe('Hints about what may not work.'),
  })
  .describe('A machine that was set up.')

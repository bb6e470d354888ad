import { nodeId, time } from '@aiigo/terminal/schemas'
import * as z from 'zod'
import { wallet } from './login.js'

/** `aiigo whoami` */
export const result = z
  .strictObject({
    apiUrl: z.url(),
    chainId: z.int(),
    wallet,
    knownSince: time.describe('First sign-in, ISO 8601.'),
    nodeIds: z.array(nodeId).describe('Nodes of the wallet.'),
  })
  .describe('The wallet that is signed in, as the platform confirms it.')

import { address } from '@aiigo/terminal/schemas'
import * as z from 'zod'

const kept = z.strictObject({ name: z.string(), address, path: z.string().describe('Of the keystore file.') })

/** `aiigo wallet new`, `aiigo wallet import` */
export const made = kept.describe('The wallet that was written.')

/** `aiigo wallet list` */
export const list = z
  .strictObject({ wallets: z.array(kept.extend({ isSignedIn: z.boolean().describe('At the platform that is set.') })) })
  .describe('The wallets of this machine.')

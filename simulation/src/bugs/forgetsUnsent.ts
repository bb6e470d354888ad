import type { Bug } from './Bug.js'

export const forgetsUnsent: Bug = {
  name: 'forgetsUnsent',
  description: 'The reconcile loop passes over transactions that were signed, and not sent before their process died.',
  statement: (text) =>
    text.includes('from "chain_transaction"') && /"updated_at" <=/.test(text)
      ? text.replace(`'PREPARED', 'SENT'`, `'SENT'`)
      : text,
}

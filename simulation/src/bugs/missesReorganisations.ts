import type { Bug } from './Bug.js'

export const missesReorganisations: Bug = {
  name: 'missesReorganisations',
  foundBy: 1,
  description: 'The reconcile loop never looks again at transactions in blocks that the chain may take back.',
  statement: (text) =>
    /from "chain_transaction".*"state" = 'MINED' and .*"final" = false/.test(text)
      ? text.replace(`"state" = 'MINED'`, `"state" = 'NEVER'`)
      : text,
}

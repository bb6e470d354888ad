import type { CaseSummary } from '@aiigo/sdk'
import { useLingui } from '@lingui/react/macro'
import { Badge } from '../../ui/Badge.js'
import { CASE_STATE } from './caseStates.js'

export function CaseStateBadge({ state }: { state: CaseSummary['state'] }) {
  const { t } = useLingui()
  const { title, tone } = CASE_STATE[state]
  return <Badge tone={tone}>{t(title)}</Badge>
}

import type { JobState } from '@aiigo/domain'
import { useLingui } from '@lingui/react/macro'
import { Badge } from '../../ui/Badge.js'
import { JOB_STATE } from './jobStates.js'

export function JobStateBadge({ state }: { state: JobState }) {
  const { t } = useLingui()
  const { title, tone } = JOB_STATE[state]
  return <Badge tone={tone}>{t(title)}</Badge>
}

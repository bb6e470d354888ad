import type { MessageDescriptor } from '@lingui/core'
import { useLingui } from '@lingui/react/macro'
import { Badge, type Tone } from '../../ui/Badge.js'

export function WordBadge({ word: { title, tone } }: { word: { title: MessageDescriptor; tone: Tone } }) {
  const { t } = useLingui()
  return <Badge tone={tone}>{t(title)}</Badge>
}

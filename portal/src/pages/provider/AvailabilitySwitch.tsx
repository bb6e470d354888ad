import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Hex } from 'viem'
import type { Session } from '../../session/openSession.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Switch } from '../../ui/Switch.js'

interface AvailabilitySwitchProps {
  node: { readonly id: string; readonly availability: string | null; readonly online: boolean | null }
  session: Session
}

/** Whether the node takes new jobs. Jobs that run go on. */
export function AvailabilitySwitch({ node, session }: AvailabilitySwitchProps) {
  const queryClient = useQueryClient()
  const change = useMutation({
    mutationFn: (on: boolean) =>
      session.provider.setAvailability(node.id as Hex, on ? 'AVAILABLE' : 'UNAVAILABLE', {
        reason: on ? null : 'switched off in the portal',
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['mine', session.address] }),
  })
  const on = change.isPending ? change.variables : node.availability === 'AVAILABLE'
  return (
    <div>
      <Switch on={on} busy={change.isPending} onChange={(wanted) => change.mutate(wanted)}>
        {on ? <Trans>Takes jobs</Trans> : <Trans>Takes no jobs</Trans>}
      </Switch>
      {change.error && <ErrorNotice error={change.error} />}
    </div>
  )
}

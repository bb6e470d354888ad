import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import type { Session } from '../../session/openSession.js'
import { Button } from '../../ui/Button.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'

/** Pages of the API with every queue job. They take a cookie, which the API gives for the session's token. */
const BOARD = '/operate/board'

/** Opens the pages of all queue jobs. */
export function BoardButton({ session }: { session: Session }) {
  const open = useMutation({
    async mutationFn() {
      const token = await session.connection.client.accessToken()
      const response = await fetch(`${BOARD}/session`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
      })
      if (!response.ok)
        throw new Error(`expected the queue jobs to be shown, got HTTP ${response.status}; sign in again`)
      location.assign(`${BOARD}/`)
    },
  })
  return (
    <>
      {open.error && <ErrorNotice error={open.error} />}
      <Button look="quiet" busy={open.isPending} onClick={() => open.mutate()}>
        <Trans>All queue jobs</Trans>
      </Button>
    </>
  )
}

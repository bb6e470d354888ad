import type { Group } from '@aiigo/sdk'
import { isFailedMember } from '@aiigo/sdk'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Session } from '../../session/openSession.js'
import { TransactionSteps } from '../../session/TransactionSteps.js'
import { useTransaction } from '../../session/useTransaction.js'
import { Button } from '../../ui/Button.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import styles from '../job/JobActions.module.css'

/** What the buyer can do with all jobs of a group at once. */
export function GroupActions({ group: { id, members }, session }: { group: Group; session: Session }) {
  const { buyer, address } = session
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const done = () => queryClient.invalidateQueries({ queryKey: ['mine', address] })
  const pay = useTransaction<void>(
    session,
    async (_, options) => {
      await buyer.fundGroup(await buyer.submittedGroup(id, options), options)
      return null
    },
    done,
  )
  const cancel = useTransaction<void>(
    session,
    async (_, options) => (await buyer.cancelGroup(id, options)).transactions.at(-1)?.transaction ?? null,
    done,
  )
  const retry = useMutation({
    mutationFn: () => buyer.retryGroup(id),
    onSuccess: ({ groupId }) => navigate({ to: '/groups/$groupId', params: { groupId } }),
  })
  const isUnpaid = members.some(({ state, fundingSigned }) => state === 'SUBMITTED' && !fundingSigned)
  const isCancellable = members.some(({ state }) => state === 'SUBMITTED' || state === 'QUEUED')
  // While some still wait or run, more may fail.
  const isOver = !members.some(({ state }) =>
    ['SUBMITTED', 'QUEUED', 'MATCHED', 'ASSIGNED', 'EXECUTING'].includes(state),
  )
  const hasFailed = isOver && members.some(isFailedMember)
  const shown = cancel.busy || cancel.error != null ? cancel : pay
  const { code } = (pay.error ?? {}) as { code?: unknown }
  return (
    <>
      {isUnpaid && (
        <Button look="primary" busy={pay.busy} disabled={cancel.busy} onClick={() => pay.send()}>
          <Trans>Pay the deposits by one signature</Trans>
        </Button>
      )}
      {hasFailed && (
        <Button look="primary" busy={retry.isPending} onClick={() => retry.mutate()}>
          <Trans>Hand in again what failed</Trans>
        </Button>
      )}
      {isCancellable && (
        <Button look="danger" busy={cancel.busy} disabled={pay.busy} onClick={() => cancel.send()}>
          <Trans>Take back what no node has</Trans>
        </Button>
      )}
      {isUnpaid && (
        <p className={styles.hint}>
          <Trans>
            The deposits come out of your <Link to="/account">balance in the escrow</Link>.
          </Trans>
        </p>
      )}
      {(shown.busy || shown.error != null) && (
        <div className={styles.steps}>
          <TransactionSteps transaction={shown} />
          {code === 'BALANCE_TOO_LOW' && (
            <Link to="/account">
              <Trans>Put money into the escrow</Trans>
            </Link>
          )}
        </div>
      )}
      {retry.error && (
        <div className={styles.steps}>
          <ErrorNotice error={retry.error} />
        </div>
      )}
    </>
  )
}

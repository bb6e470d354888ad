import { AUDIT_STATEMENT } from '@aiigo/domain'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Session } from '../../session/openSession.js'
import { Button } from '../../ui/Button.js'
import { Dialog } from '../../ui/Dialog.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Field } from '../../ui/Field.js'
import type { NodeToReview } from './ReviewPanel.js'
import { useRenewal } from './useOperatorQuery.js'

const DAYS = [30, 90, 365]
const DAY_MS = 86_400_000

/** Signs for what a node is, after somebody has looked at the device. */
export function AuditDialog({ review: { node }, session }: { review: NodeToReview; session: Session }) {
  const { t } = useLingui()
  const [statement, setStatement] = useState('')
  const [days, setDays] = useState(90)
  const audit = useMutation({
    mutationFn: () =>
      session.operator.audit({
        nodeId: node.id,
        statement: statement.trim(),
        expiresAt: new Date(Date.now() + days * DAY_MS),
      }),
    onSuccess: useRenewal(session),
  })
  const name = node.name ?? node.id
  const { length } = statement.trim()
  const { least, most } = AUDIT_STATEMENT
  return (
    <Dialog
      title={<Trans>Audit {name}</Trans>}
      trigger={(open) => (
        <Button look="primary" onClick={open}>
          <Trans>Audit</Trans>
        </Button>
      )}
      action={(close) => (
        <Button
          look="primary"
          busy={audit.isPending}
          disabled={length < least || length > most}
          onClick={() => audit.mutate(undefined, { onSuccess: close })}
        >
          <Trans>Sign the audit</Trans>
        </Button>
      )}
    >
      <p>
        <Trans>
          You sign that this node is {node.units} × {node.resourceType} with the hardware that it names. The signature
          and the findings are public. It ends when type or hardware change, or units grow.
        </Trans>
      </p>
      <Field label={<Trans>What was looked at and found</Trans>} hint={t`${least} to ${most} characters.`}>
        {(ids) => (
          <textarea
            {...ids}
            rows={3}
            value={statement}
            placeholder={t`seen in the rack: one RTX 4090, serial 1234`}
            onChange={(event) => setStatement(event.target.value)}
          />
        )}
      </Field>
      <Field label={<Trans>Stands for</Trans>}>
        {(ids) => (
          <select {...ids} value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {DAYS.map((count) => (
              <option key={count} value={count}>
                {t`${count} days`}
              </option>
            ))}
          </select>
        )}
      </Field>
      {audit.error && <ErrorNotice error={audit.error} />}
    </Dialog>
  )
}

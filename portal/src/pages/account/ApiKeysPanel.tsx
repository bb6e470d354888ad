import { CreateApiKeyDocument, MeDocument, RevokeApiKeyDocument, succeed } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoment } from '../../format/time.js'
import type { Session } from '../../session/openSession.js'
import { Button } from '../../ui/Button.js'
import { Empty } from '../../ui/Empty.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Field } from '../../ui/Field.js'
import { Loaded } from '../../ui/Loaded.js'
import { Notice } from '../../ui/Notice.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'
import styles from './ApiKeysPanel.module.css'

/** Keys for programs that have no wallet at hand. A key is shown once. */
export function ApiKeysPanel({ session }: { session: Session }) {
  const { t } = useLingui()
  const queryClient = useQueryClient()
  const { client } = session.connection
  const queryKey = ['mine', session.address, 'me']
  const [name, setName] = useState('')
  const me = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await client.execute(MeDocument, {}, { signal })).me,
  })
  const again = () => queryClient.invalidateQueries({ queryKey })
  const create = useMutation({
    mutationFn: async () =>
      succeed((await client.execute(CreateApiKeyDocument, { name: name.trim() })).createApiKey).key,
    onSuccess: async () => {
      setName('')
      await again()
    },
  })
  const revoke = useMutation({
    mutationFn: async (id: string) => succeed((await client.execute(RevokeApiKeyDocument, { id })).revokeApiKey),
    onSuccess: again,
  })
  const error = create.error ?? revoke.error
  return (
    <Panel title={<Trans>API keys</Trans>}>
      <div className={styles.parts}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            create.mutate()
          }}
        >
          <Field label={<Trans>Name of a new key</Trans>}>
            {(ids) => <input {...ids} value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />}
          </Field>
          <Button type="submit" busy={create.isPending} disabled={name.trim() === ''}>
            <Trans>Make a key</Trans>
          </Button>
        </form>
        {error && <ErrorNotice error={error} />}
        {create.data && (
          <Notice
            tone="good"
            title={<Trans>Copy the key now; it is not shown again</Trans>}
            action={
              <Button onClick={() => void navigator.clipboard.writeText(create.data ?? '')}>
                <Trans>Copy</Trans>
              </Button>
            }
          >
            <code>{create.data}</code>
          </Notice>
        )}
        <Loaded query={me} skeleton={<Skeleton lines={4} />}>
          {(found) => {
            const keys = found?.apiKeys.filter(({ revokedAt }) => revokedAt === null) ?? []
            if (keys.length === 0) return <Empty title={<Trans>This wallet has no API key</Trans>} />
            return (
              <Table
                caption={t`API keys`}
                head={[t`Name`, t`Begins with`, t`Made`, t`Last used`, t`Action`]}
                figures={[4]}
                rows={keys.map((key) => ({
                  key: key.id,
                  cells: [
                    key.name,
                    <code key="prefix">{key.prefix}…</code>,
                    formatMoment(key.createdAt),
                    key.lastUsedAt ? formatMoment(key.lastUsedAt) : t`never`,
                    <Button key="revoke" look="danger" busy={revoke.isPending} onClick={() => revoke.mutate(key.id)}>
                      <Trans>Revoke</Trans>
                    </Button>,
                  ],
                }))}
              />
            )
          }}
        </Loaded>
      </div>
    </Panel>
  )
}

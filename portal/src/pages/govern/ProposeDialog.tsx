import type { Contracts } from '@aiigo/sdk'
import { Trans, useLingui } from '@lingui/react/macro'
import { useRef, useState } from 'react'
import { TokenAmount } from '../../market/TokenAmount.js'
import type { Session } from '../../session/openSession.js'
import { TransactionButton } from '../../session/TransactionButton.js'
import { Button } from '../../ui/Button.js'
import { Dialog } from '../../ui/Dialog.js'
import { Field } from '../../ui/Field.js'
import { Notice } from '../../ui/Notice.js'
import { GOVERNED, readPart } from './governed.js'
import type { Unit } from './units.js'
import { usePosition } from './useDao.js'
import { useDaoTransaction } from './useDaoTransaction.js'

/** Proposes one call to the DAO: a parameter in the units of people, or any other function by its arguments. */
export function ProposeDialog({ session }: { session: Session }) {
  const { t } = useLingui()
  const { data: position } = usePosition(session)
  const { contracts } = session.connection
  const [chosen, setChosen] = useState(GOVERNED[0]?.functionName ?? '')
  const [texts, setTexts] = useState<readonly string[]>([])
  const [target, setTarget] = useState<keyof Contracts>('aiigoGovernor')
  const [name, setName] = useState('')
  const [args, setArgs] = useState('')
  const [description, setDescription] = useState('')
  const close = useRef<() => void>(undefined)
  const governed = GOVERNED.find(({ functionName }) => functionName === chosen)
  const values = governed?.parts.map((part, index) => readPart(texts[index] ?? '', part)) ?? []

  function call() {
    if (governed)
      return session.staker.encodeCall(contracts[governed.contract], governed.functionName, values.map(String))
    return session.staker.encodeCall(contracts[target], name.trim(), args.trim() === '' ? [] : args.split('\n'))
  }
  const propose = useDaoTransaction(
    session,
    async (_: undefined, options) => session.staker.propose([call()], description.trim(), options),
    () => {
      setDescription('')
      setTexts([])
      close.current?.()
    },
  )
  const hasVotes = position !== undefined && position.votes >= position.proposalThreshold
  const isWhole = governed ? !values.includes(null) : name.trim() !== ''
  const units: Partial<Record<Unit, string>> = { DAYS: t`days`, BPS: '%', PERCENT: '%', AIIGO: 'AIIGO', ETH: 'ETH' }
  return (
    <Dialog
      title={<Trans>Propose a change</Trans>}
      trigger={(open) => (
        <Button onClick={open}>
          <Trans>New proposal</Trans>
        </Button>
      )}
      action={(closeDialog) => (
        <TransactionButton
          transaction={propose}
          disabled={!hasVotes || !isWhole || description.trim() === ''}
          onSend={() => {
            close.current = closeDialog
            propose.send(undefined)
          }}
        >
          <Trans>Propose it</Trans>
        </TransactionButton>
      )}
    >
      {position && !hasVotes && (
        <Notice tone="warn" title={<Trans>This wallet has too few votes</Trans>}>
          <Trans>
            A proposal takes <TokenAmount amount={position.proposalThreshold} token="AIIGO" /> of votes, it has{' '}
            <TokenAmount amount={position.votes} token="AIIGO" />. Lock more, or be delegated more.
          </Trans>
        </Notice>
      )}
      <Field label={<Trans>What to change</Trans>}>
        {(ids) => (
          <select
            {...ids}
            value={chosen}
            onChange={(event) => {
              setChosen(event.target.value)
              setTexts([])
            }}
          >
            {GOVERNED.map(({ functionName, title }) => (
              <option key={functionName} value={functionName}>
                {t(title)}
              </option>
            ))}
            <option value="">{t`Another function of a contract`}</option>
          </select>
        )}
      </Field>
      {governed?.parts.map((part, index) => {
        const { least, most } = part
        const unit = units[part.unit] ?? ''
        const text = texts[index] ?? ''
        return (
          <Field
            key={part.title.id}
            label={t(part.title)}
            hint={t`In ${unit}, from ${least} to ${most}.`}
            error={text !== '' && values[index] === null ? t`In ${unit}, from ${least} to ${most}.` : undefined}
          >
            {(ids) => (
              <input
                {...ids}
                inputMode="decimal"
                value={text}
                onChange={(event) =>
                  setTexts(
                    governed.parts.map((_, at) => (at === index ? event.target.value.trim() : (texts[at] ?? ''))),
                  )
                }
              />
            )}
          </Field>
        )
      })}
      {!governed && (
        <>
          <Field label={<Trans>Contract</Trans>}>
            {(ids) => (
              <select {...ids} value={target} onChange={(event) => setTarget(event.target.value as keyof Contracts)}>
                {(Object.keys(contracts) as (keyof Contracts)[]).map((key) => (
                  <option key={key} value={key}>
                    {key.charAt(0).toUpperCase() + key.slice(1)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={<Trans>Function</Trans>} hint={t`Such as setVotingPeriod.`}>
            {(ids) => <input {...ids} value={name} onChange={(event) => setName(event.target.value)} />}
          </Field>
          <Field
            label={<Trans>Arguments</Trans>}
            hint={t`As the contract takes them, one a line: base units, seconds, lists by commas.`}
          >
            {(ids) => <textarea {...ids} rows={3} value={args} onChange={(event) => setArgs(event.target.value)} />}
          </Field>
        </>
      )}
      <Field label={<Trans>What it does, and why</Trans>}>
        {(ids) => (
          <textarea {...ids} rows={3} value={description} onChange={(event) => setDescription(event.target.value)} />
        )}
      </Field>
    </Dialog>
  )
}

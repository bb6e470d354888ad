import { type DaoRecordsQuery, PlatformDocument } from '@aiigo/client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { visitor } from '../../app/api.js'
import { shortHex } from '../../format/shortHex.js'
import { formatMoment } from '../../format/time.js'
import { Panel } from '../../ui/Panel.js'
import { Table } from '../../ui/Table.js'
import { GOVERNED, OTHER_PARAMETERS } from './governed.js'
import styles from './ParametersPanel.module.css'
import { UnitValue } from './UnitValue.js'
import type { Unit } from './units.js'

type Change = DaoRecordsQuery['parameterChanges'][number]

/** Every parameter that a vote can set: the value in force, and those before it. @param changes Latest first. */
export function ParametersPanel({ changes }: { changes: readonly Change[] }) {
  const { t } = useLingui()
  const { data } = useQuery({
    queryKey: ['contracts'],
    queryFn: async ({ signal }) => (await visitor.execute(PlatformDocument, {}, { signal })).platform.contracts,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const contracts = new Map(
    Object.entries(data ?? {}).map(([name, address]) => [
      address.toLowerCase(),
      name.charAt(0).toUpperCase() + name.slice(1),
    ]),
  )
  const byParameter = Map.groupBy(changes, ({ contract, name }) => `${contract} ${name}`)
  return (
    <Panel flush title={<Trans>Parameters and their history</Trans>}>
      <Table
        caption={t`Parameters, with the value in force and those before it`}
        head={[t`Parameter`, t`In force`, t`Since`, t`Earlier values`]}
        rows={[...byParameter].map(([key, values]) => {
          const [current, ...earlier] = values as [Change, ...Change[]]
          const governed = GOVERNED.find(({ recorded }) => recorded === current.name)
          const other = OTHER_PARAMETERS[current.name]
          const units: readonly Unit[] = governed?.parts.map(({ unit }) => unit) ?? [other?.unit ?? 'TEXT']
          const title = governed?.title ?? other?.title
          return {
            key,
            cells: [
              <span key="name" className={styles.name}>
                {title ? t(title) : current.name}
                <code>
                  {contracts.get(current.contract.toLowerCase()) ?? shortHex(current.contract)}.{current.name}
                </code>
              </span>,
              <Value key="value" text={current.value} units={units} />,
              momentOf(current),
              earlier.length === 0 ? (
                t`none`
              ) : (
                <ul key="earlier">
                  {earlier.map((change) => (
                    <li key={change.id}>
                      <Value text={change.value} units={units} />, {momentOf(change)}
                    </li>
                  ))}
                </ul>
              ),
            ],
          }
        })}
      />
    </Panel>
  )
}

const momentOf = ({ timestamp }: Change): string => formatMoment(new Date(Number(timestamp) * 1_000).toISOString())

/** The values of a parameter; several are separated by commas. */
function Value({ text, units }: { text: string; units: readonly Unit[] }) {
  const parts = units.length > 1 ? text.split(',') : [text]
  return (
    <span>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts do not move
        <span key={index}>
          {index > 0 && ' · '}
          <UnitValue value={part} unit={units[index] ?? 'TEXT'} />
        </span>
      ))}
    </span>
  )
}

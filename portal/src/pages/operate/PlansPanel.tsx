import { CapacityDocument, SetTierCapacityDocument, type SetTierCapacityInput, succeed } from '@aiigo/client'
import { CLOUD_PROVIDERS, REGIONS, RESOURCE_TYPES } from '@aiigo/domain'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Session } from '../../session/openSession.js'
import { Button } from '../../ui/Button.js'
import { Empty } from '../../ui/Empty.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Field } from '../../ui/Field.js'
import { Loaded } from '../../ui/Loaded.js'
import { Panel } from '../../ui/Panel.js'
import { TableSkeleton } from '../../ui/Skeleton.js'
import { Table } from '../../ui/Table.js'
import styles from './PlansPanel.module.css'
import { useOperatorQuery, useRenewal } from './useOperatorQuery.js'

/** What the platform plans to hold ready, beside what is up and what is wanted of each tier. */
export function PlansPanel({ session }: { session: Session }) {
  const { t } = useLingui()
  const query = useOperatorQuery(
    session,
    ['capacity'],
    async (client, options) => (await client.execute(CapacityDocument, { region: 'ALL' }, options)).capacity,
  )
  return (
    <Panel flush title={<Trans>Capacity plans</Trans>}>
      <Loaded query={query} skeleton={<TableSkeleton rows={4} columns={6} dense />}>
        {(found) => {
          const tiers = (found?.tiers ?? []).filter(({ nodes, targetUnits }) => nodes > 0 || (targetUnits ?? 0) > 0)
          const plans = found?.plans ?? []
          return (
            <>
              {plans.length === 0 ? (
                <Empty title={<Trans>Nothing is planned</Trans>}>
                  <Trans>An alert is raised while fewer units are up than a plan holds ready.</Trans>
                </Empty>
              ) : (
                <Table
                  caption={t`Planned units by tier and place`}
                  head={[t`Tier`, t`Type`, t`Region`, t`Cloud`, t`Planned units`, t`Units up`]}
                  dense
                  figures={[4, 5]}
                  rows={plans.map(({ tier, resourceType, region, cloud, units, upUnits }) => ({
                    key: `${tier} ${resourceType} ${region} ${cloud}`,
                    cells: [tier.toLowerCase(), resourceType, region, cloud ?? '–', units, upUnits],
                  }))}
                />
              )}
              {tiers.length > 0 && (
                <Table
                  caption={t`Supply against targets`}
                  head={[t`Type`, t`Tier`, t`Nodes`, t`Units`, t`Free`, t`Target`, t`Headroom`]}
                  dense
                  figures={[2, 3, 4, 5, 6]}
                  rows={tiers.map((row) => ({
                    key: `${row.resourceType} ${row.tier}`,
                    cells: [
                      <strong key="type">{row.resourceType}</strong>,
                      row.tier.toLowerCase(),
                      row.nodes,
                      row.supplyUnits,
                      row.freeUnits,
                      row.targetUnits ?? '–',
                      row.headroomUnits ?? '–',
                    ],
                  }))}
                />
              )}
            </>
          )
        }}
      </Loaded>
      <SetPlan session={session} />
    </Panel>
  )
}

type Plan = SetTierCapacityInput

function SetPlan({ session }: { session: Session }) {
  const { t } = useLingui()
  const [plan, setPlan] = useState<Plan>({
    ...{ tier: 'OWNED', resourceType: 'CPU', region: 'EU', cloud: null, units: 0 },
  })
  const change = (changes: Partial<Plan>): void => setPlan({ ...plan, ...changes })
  const save = useMutation({
    mutationFn: async () => {
      const input = { ...plan, cloud: plan.tier === 'CLOUD' ? (plan.cloud ?? 'AWS') : null }
      succeed((await session.connection.client.execute(SetTierCapacityDocument, { input })).setTierCapacity)
    },
    onSuccess: useRenewal(session),
  })
  const select = <K extends keyof Plan>(key: K, options: readonly string[], ids: object) => (
    <select {...ids} value={plan[key] ?? options[0]} onChange={(event) => change({ [key]: event.target.value })}>
      {options.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </select>
  )
  return (
    <form
      className={styles.form}
      aria-label={t`Plan capacity`}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Field label={<Trans>Tier</Trans>}>{(ids) => select('tier', ['OWNED', 'CLOUD'], ids)}</Field>
      <Field label={<Trans>Type</Trans>}>{(ids) => select('resourceType', RESOURCE_TYPES, ids)}</Field>
      <Field label={<Trans>Region</Trans>}>{(ids) => select('region', REGIONS, ids)}</Field>
      {plan.tier === 'CLOUD' && (
        <Field label={<Trans>Cloud</Trans>}>{(ids) => select('cloud', CLOUD_PROVIDERS, ids)}</Field>
      )}
      <Field label={<Trans>Units</Trans>} hint={t`0 ends the plan.`}>
        {(ids) => (
          <input
            {...ids}
            type="number"
            min={0}
            value={plan.units}
            onChange={(event) => change({ units: Math.max(0, Math.trunc(Number(event.target.value))) })}
          />
        )}
      </Field>
      <div className={styles.submit}>
        <Button type="submit" busy={save.isPending}>
          <Trans>Set the plan</Trans>
        </Button>
      </div>
      {save.error && <ErrorNotice error={save.error} />}
    </form>
  )
}

import type { CapacityAlert, DemandCount, TierCapacity } from './CapacityCount.js'
import { isOverflowing } from './overflow.js'
import { OWNED_SLA_BPS } from './platformTiers.js'

/**
 * Alerts of a count, worst first in each row:
 *
 * - WAITING_WITHOUT_SUPPLY (critical): jobs wait and no tier has a free unit.
 * - PLAN_NOT_MET: fewer units are up than the operator planned; critical for OWNED, whose SLA rests on them, else a
 *   warning.
 * - SLA_MISSED (critical): the OWNED nodes’ mean uptime is below what the tier guarantees.
 * - BELOW_TARGET (warning): a tier has less than its share of the planned demand.
 * - OVERFLOW (info): the community is full, so CLOUD takes part from the start.
 */
export function capacityAlerts(tiers: readonly TierCapacity[], demand: readonly DemandCount[]): CapacityAlert[] {
  const alerts: CapacityAlert[] = []
  for (const { resourceType, region, waitingUnits } of demand) {
    if (region === 'ANY' || waitingUnits === 0) continue
    const free = tiers
      .filter((row) => row.resourceType === resourceType && row.region === region)
      .reduce((total, row) => total + row.freeUnits, 0)
    if (free > 0) continue
    const message = `${waitingUnits} ${resourceType} units are waited for and none is free; raise supply`
    alerts.push({ code: 'WAITING_WITHOUT_SUPPLY', severity: 'CRITICAL', resourceType, region, tier: null, message })
  }
  for (const row of tiers) {
    const { resourceType, region, tier, supplyUnits, plannedUnits, targetUnits } = row
    const subject = { resourceType, region, tier }
    if (plannedUnits !== null && supplyUnits < plannedUnits) {
      const severity = tier === 'OWNED' ? 'CRITICAL' : 'WARNING'
      const message = `${plannedUnits} ${tier} units are planned, ${supplyUnits} are up; bring the nodes up or lower the plan`
      alerts.push({ code: 'PLAN_NOT_MET', severity, ...subject, message })
    }
    if (tier === 'OWNED' && row.uptimeBps !== null && row.uptimeBps < OWNED_SLA_BPS) {
      const message = `OWNED guarantees ${OWNED_SLA_BPS / 100} % uptime, its nodes have ${row.uptimeBps / 100} %`
      alerts.push({ code: 'SLA_MISSED', severity: 'CRITICAL', ...subject, message })
    }
    if (targetUnits !== null && supplyUnits < targetUnits) {
      const message = `${tier} should hold ${targetUnits} units of the planned demand, it has ${supplyUnits}`
      alerts.push({ code: 'BELOW_TARGET', severity: 'WARNING', ...subject, message })
    }
    if (tier === 'COMMUNITY' && isOverflowing(row)) {
      const message = `${row.freeUnits} of ${supplyUnits} community units are free; CLOUD takes part`
      alerts.push({ code: 'OVERFLOW', severity: 'INFO', ...subject, message })
    }
  }
  return alerts
}

import type { Demand, DemandPeak, ResourceType, Supply, Tier } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { readTierPlans } from './tierPlans.js'

/** How far back the peak of the demand is looked for. */
const PEAK_WINDOW = `interval '24 hours'`

/** Supply, demand, the demand's peaks and what is planned, at this moment. */
export async function capacityFacts(em: EntityManager) {
  const supply = await em.execute<
    {
      resource_type: ResourceType
      region: string
      tier: Tier
      nodes: string
      units: string
      free: string
      uptime: string
    }[]
  >(
    `select n.resource_type, n.region, n.tier, count(*) as nodes, sum(n.units) as units,
       sum(greatest(0, n.units - coalesce(r.used, 0))) as free,
       sum(n.units::bigint * n.uptime_bps) as uptime
     from node n left join (
       select node_id, sum(quantity) as used from reservation
       where expires_at is null or expires_at > clock_timestamp() group by node_id) r on r.node_id = n.id
     where n.registered and n.state = 'ACTIVE' and n.online and n.availability = 'AVAILABLE'
       and (n.resource_type = 'CPU' or n.type_shown_until is not null)
     group by n.resource_type, n.region, n.tier`,
  )
  // A job that has been offered holds a reservation: its units are not free any more, so it does not wait for them.
  const demand = await em.execute<{ resource_type: ResourceType; region: string; running: string; waiting: string }[]>(
    `select resource_type, region, coalesce(sum(units) filter (where state <> 'QUEUED'), 0) as running,
       coalesce(sum(units) filter (where state = 'QUEUED'), 0) as waiting
     from (
       select j.resource_type, j.units, j.state, coalesce(n.region,
         case when jsonb_array_length(j.spec #> '{resources,region}') = 1 then j.spec #>> '{resources,region,0}' end, 'ANY') as region
       from job j left join node n on n.id = j.node_id and j.state <> 'QUEUED'
       where j.state in ('MATCHED', 'ASSIGNED', 'EXECUTING')
         or (j.state = 'QUEUED' and j.stop_requested_at is null)) open
     group by resource_type, region`,
  )
  const peaks = await em.execute<{ resource_type: ResourceType; region: string; units: string }[]>(
    `select resource_type, region, max(peak_units) as units from demand_hour
     where hour > clock_timestamp() - ${PEAK_WINDOW} group by resource_type, region`,
  )
  return {
    supply: supply.map(
      ({ resource_type: resourceType, region, tier, nodes, units, free, uptime }): Supply => ({
        resourceType,
        region,
        tier,
        nodes: Number(nodes),
        units: Number(units),
        freeUnits: Number(free),
        unitUptime: Number(uptime),
      }),
    ),
    demand: demand.map(
      ({ resource_type: resourceType, region, running, waiting }): Demand => ({
        resourceType,
        region,
        runningUnits: Number(running),
        waitingUnits: Number(waiting),
      }),
    ),
    peaks: peaks.map(
      ({ resource_type: resourceType, region, units }): DemandPeak => ({ resourceType, region, units: Number(units) }),
    ),
    plans: await readTierPlans(em),
  }
}

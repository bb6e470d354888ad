export { KPI_NAMES, KPI_UNITS } from './kpis.js'
export { type Kpi, type KpiFacts, kpisOf, type TokenAmount, type UsdOf } from './kpisOf.js'

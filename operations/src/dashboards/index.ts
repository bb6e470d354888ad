import type { Dashboard } from '../Dashboard.js'
import { api } from './api.js'
import { chain } from './chain.js'
import { money } from './money.js'
import { overview } from './overview.js'
import { queues } from './queues.js'

export { api, chain, money, overview, queues }

export const DASHBOARDS: readonly Dashboard[] = [overview, queues, chain, money, api]

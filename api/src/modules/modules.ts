import 'reflect-metadata'
import { accountModule } from './account/account.module.js'
import { arbitrationModule } from './arbitration/arbitration.module.js'
import { benchmarkModule } from './benchmark/benchmark.module.js'
import { bonusModule } from './bonus/bonus.module.js'
import { capacityModule } from './capacity/capacity.module.js'
import { checkModule } from './check/check.module.js'
import { daoModule } from './dao/dao.module.js'
import { earningsModule } from './earnings/earnings.module.js'
import { fileModule } from './file/file.module.js'
import { groupModule } from './group/group.module.js'
import { jobModule } from './job/job.module.js'
import { matchModule } from './match/match.module.js'
import { nodeModule } from './node/node.module.js'
import { offerModule } from './offer/offer.module.js'
import { operatorModule } from './operator/operator.module.js'
import { platformModule } from './platform/platform.module.js'
import { priceModule } from './price/price.module.js'
import { quoteModule } from './quote/quote.module.js'
import { statsModule } from './stats/stats.module.js'
import { walletModule } from './wallet/wallet.module.js'

/** Every module of the API. A new one is a line here. */
export const MODULES = {
  account: accountModule,
  arbitration: arbitrationModule,
  benchmark: benchmarkModule,
  bonus: bonusModule,
  capacity: capacityModule,
  check: checkModule,
  dao: daoModule,
  earnings: earningsModule,
  file: fileModule,
  group: groupModule,
  job: jobModule,
  match: matchModule,
  node: nodeModule,
  offer: offerModule,
  operator: operatorModule,
  platform: platformModule,
  price: priceModule,
  quote: quoteModule,
  stats: statsModule,
  wallet: walletModule,
}

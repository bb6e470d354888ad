import { createCaseService } from '../arbitration/case.service.js'
import { defineModule } from '../defineModule.js'
import { createUsdOfToken } from './usdOfToken.js'
import { WalletResolver } from './wallet.resolver.js'
import { createWalletService } from './wallet.service.js'
import { createWalletActions } from './walletActions.js'
import { createWalletPayouts } from './walletPayouts.js'

export const walletModule = defineModule({
  resolvers: [WalletResolver],
  create({ config, storage, chain, dao, deployment, dollars, walletFacts, findWallet, now }) {
    const cases = createCaseService({ storage, chain, deployment })
    const usdOf = createUsdOfToken(dollars)
    const payouts = createWalletPayouts({ storage, chain, dao, deployment, walletFacts, usdOf })
    const actions = createWalletActions({ storage, chain, cases, walletFacts })
    const { OPERATOR_ADDRESSES: operators } = config
    return {
      resolvers: [
        new WalletResolver(
          createWalletService({
            storage,
            deployment,
            walletFacts,
            findWallet,
            payouts,
            actions,
            usdOf,
            operators,
            now,
          }),
        ),
      ],
    }
  },
})

import { createCaseService } from '../arbitration/case.service.js'
import { defineModule } from '../defineModule.js'
import { createUsdOfToken } from './usdOfToken.js'
import { WalletResolver } from './wallet.resolver.js'
import { createWalletService } from './wallet.service.js'
import { createWalletActions } from './walletActions.js'
import { createWalletPayouts } from './walletPayouts.js'

export const walletModule = defineModule({
  resolvers: [WalletResolver],
  create({ config, storage, shownChain, dao, deployment, dollars, walletFacts, findWallet, now }) {
    const cases = createCaseService({ storage, chain: shownChain, shownChain, deployment })
    const usdOf = createUsdOfToken(dollars)
    const payouts = createWalletPayouts({ storage, chain: shownChain, dao, deployment, walletFacts, usdOf })
    const actions = createWalletActions({ storage, chain: shownChain, cases, walletFacts })
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

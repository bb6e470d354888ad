import { defineModule } from '../defineModule.js'
import { AccountResolver } from './account.resolver.js'
import { createAccountService } from './account.service.js'
import { createApiKeys } from './apiKeys.js'
import { createAuthenticate } from './authenticate.js'
import { createSessions } from './sessions.js'
import { createSignIn } from './signIn.js'

export const accountModule = defineModule({
  resolvers: [AccountResolver],
  create({ config, storage, deployment, verifySignature, now }) {
    const siwe = { domain: config.SIWE_DOMAIN, uri: config.SIWE_URI, chainId: deployment.chainId }
    const signIn = createSignIn({ storage, verifySignature, now, ...siwe })
    const sessions = createSessions({ storage, now, secret: config.AUTH_JWT_SECRET })
    const apiKeys = createApiKeys({ storage, now })
    return {
      resolvers: [
        new AccountResolver(
          createAccountService({ storage, signIn, sessions, apiKeys, siwe, operators: config.OPERATOR_ADDRESSES }),
        ),
      ],
      offers: { authenticate: createAuthenticate({ sessions, apiKeys }) },
      async housekeeping() {
        await Promise.all([signIn.prune(), sessions.prune()])
      },
    }
  },
})

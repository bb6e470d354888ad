import { defineModule } from '../defineModule.js'
import { DaoResolver } from './dao.resolver.js'
import { createDaoService } from './dao.service.js'

export const daoModule = defineModule({
  resolvers: [DaoResolver],
  create: ({ dao, findProposals }) => ({ resolvers: [new DaoResolver(createDaoService({ dao, findProposals }))] }),
})

import type { OperatorFacts } from '@aiigo/domain'
import type { Authenticate } from '../graphql/authentication.js'
import type { Module, ModuleDeps } from './defineModule.js'
import { MODULES } from './modules.js'

type Created = { [Name in keyof typeof MODULES]: ReturnType<(typeof MODULES)[Name]['create']> }

export interface Modules {
  /** One instance of each resolver class. */
  resolvers: object[]
  authenticate: Authenticate
  /** The facts that the operator's alerts follow from. */
  facts: () => Promise<OperatorFacts>
  /** Deletes expired rows. */
  housekeeping(): Promise<void>
}

/** Wires every module up. */
export function createModules(deps: ModuleDeps): Modules {
  const created = Object.fromEntries(
    Object.entries(MODULES).map(([name, { create }]) => [name, create(deps)]),
  ) as unknown as Created
  const all: Module[] = Object.values(created)
  return {
    resolvers: all.flatMap(({ resolvers }) => resolvers),
    authenticate: created.account.offers.authenticate,
    facts: created.operator.offers.facts,
    async housekeeping() {
      await Promise.all(all.map((module) => module.housekeeping?.()))
    },
  }
}

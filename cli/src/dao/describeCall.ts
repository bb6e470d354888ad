import type { DecodedCall } from '@aiigo/sdk'
import type { ShownCall } from '../schemas/vote.js'

/** A call of a proposal as `--json` prints it. */
export const describeCall = ({ target, contract, functionName, args, value, data }: DecodedCall): ShownCall => ({
  ...{ target, contract, function: functionName, value: value.toString(), data },
  arguments: args.map(({ name, value: text }) => ({ name, value: text })),
})

/** A call in words. @example 'AiigoGovernor.setVotingPeriod(newVotingPeriod: 345600)' */
export function callText({ target, contract, function: name, data, arguments: args }: ShownCall): string {
  return `${contract ?? target}.${name ?? data}(${args.map((one) => `${one.name}: ${one.value}`).join(', ')})`
}

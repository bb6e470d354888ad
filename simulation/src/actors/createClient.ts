import type { Faults } from '../createFaults.js'
import type { Kernel, SimProcess } from '../kernel/createKernel.js'
import type { Services } from '../processes/startApi.js'

/** A call of the API that did not come through, or whose answer did not come back. */
export class CallFailed extends Error {}

export interface RunningApi {
  process: SimProcess
  services: Services
}

/** Calls the API as a client over a network: a call may be lost, come twice, or come without its answer coming back. */
export type Client = <T>(what: string, work: (services: Services) => Promise<T>) => Promise<T>

const NETWORK_MS = 3_000

export function createClient(kernel: Kernel, faults: Faults, running: () => RunningApi | undefined): Client {
  return async <T>(what: string, work: (services: Services) => Promise<T>): Promise<T> => {
    await kernel.park(`asks the API: ${what}`, () => undefined)
    const api = running()
    if (!api?.process.isAlive) throw new CallFailed('connect ECONNREFUSED')
    const fate = faults.callFate()
    if (fate === 'LOST') {
      await kernel.park('waits in vain', () => undefined, { ms: NETWORK_MS })
      throw new CallFailed('the call was lost')
    }
    const { process, services } = api
    const inApi = () => kernel.as(process, () => work(services))
    const answer = new Promise<T>((resolve, reject) => {
      process.onDeath.push(() => reject(new CallFailed('read ECONNRESET')))
      inApi().then(resolve, reject)
    })
    if (fate === 'DUPLICATED') inApi().catch(() => undefined)
    const result = await answer
    if (fate === 'ANSWER_LOST') throw new CallFailed('the answer was lost')
    return kernel.park(`has the answer: ${what}`, () => result)
  }
}

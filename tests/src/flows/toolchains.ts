import { readFile } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import type { Marketplace } from '../testkit/marketplace.js'
import { buys, THE_WHOLE_WAY } from './buys.js'

/** The same job, its program compiled by each of the toolchains that buyers use. */
export function describeToolchains(market: () => Marketplace): void {
  describe('a program of one’s own', () => {
    it.each(['c', 'rust', 'go', 'assemblyscript'])('is compiled from %s', async (language) => {
      const job = await market().example('toolchains', { program: { wasm: `${language}/program.wasm`, public: false } })
      const bought = await buys(market(), await market().buyer(), job)
      expect(bought.states).toEqual(THE_WHOLE_WAY)
      expect(bought.result).toMatchObject({ exitCode: 0, outcome: 'EXITED' })
      expect(bought.log).toEqual(expect.arrayContaining(['wrote the report', 'leaving with 0']))
      const texts = await Promise.all(
        bought.result.files.map(async ({ name, path }) => [name, await readFile(path, 'utf8')]),
      )
      expect(Object.fromEntries(texts)).toEqual({
        'report.txt': 'input 23 bytes\nstdin first line\nGREETING hello\n',
        'parts/1.txt': 'part 1\n',
        'parts/2.txt': 'part 2\n',
        'parts/deep/3.txt': 'part 3\n',
        'parts/deep/4.log': 'part 4\n',
      })
    })
  })
}

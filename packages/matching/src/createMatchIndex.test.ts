import { describe, expect, it } from '@jest/globals'
import { createMatchIndex, rank } from './index.js'
import { makeMarket } from './testing/makeMarket.js'
import { makeRequests } from './testing/makeRequests.js'

describe('match', () => {
  it('is what ranking every node gives', () => {
    const nodes = makeMarket({ nodes: 3000, seed: 1, shape: 'correlated' })
    const index = createMatchIndex(nodes)
    for (const request of makeRequests({ count: 300, seed: 2, nodes })) {
      expect(index.match(request, 20).ranked).toEqual(rank(nodes, request, 20))
    }
  })
})

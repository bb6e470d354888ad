// Jest's order of the flows: the longest first, so that no file runs on alone at the end. Jest itself knows how long
// files take only where it ran them before, and CI is always the first run.
const LONGEST = [
  'marketplace.postgres.test',
  'marketplace.agent',
  'marketplace.portal',
  'marketplace.postgres.trouble',
  'marketplace.cli',
  'marketplace.sdk',
]

const placeOf = ({ path }) => {
  const place = LONGEST.findIndex((name) => path.includes(name))
  return place === -1 ? LONGEST.length : place
}

export default class LongestFirst {
  sort(tests) {
    return [...tests].sort((a, b) => placeOf(a) - placeOf(b))
  }

  allFailedTests(tests) {
    return tests
  }

  cacheResults() {}
}

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import {
  concatAST,
  type DocumentNode,
  executeSync,
  type GraphQLInputType,
  getIntrospectionQuery,
  getOperationAST,
  isNonNullType,
  Kind,
  parse,
  typeFromAST,
  validate,
} from 'graphql'
import { createGatewaySchema } from '../gateway/createGatewaySchema.js'
import { committedSubgraphSchema } from '../gateway/subgraphSdl.js'
import { createLocalSchema } from '../modules/createLocalSchema.js'
import { exampleValue } from '../testing/exampleOperation.js'
import { MAX_COST, MAX_DEPTH, measureOperation, type OperationSize, sizeProblem } from './measureOperation.js'

/** As the API serves it. */
const schema = createGatewaySchema({
  local: await createLocalSchema(),
  subgraph: committedSubgraphSchema(),
  subgraphExecutor: () => ({ data: null }),
})

function measureDocument(
  document: DocumentNode,
  variables: Record<string, unknown> = {},
  name?: string,
): OperationSize {
  const operation = getOperationAST(document, name)
  const size = operation && measureOperation(schema, document, operation, variables)
  if (!size) throw new Error('expected an operation with variables that fit')
  return size
}
const measure = (source: string, variables?: Record<string, unknown>): OperationSize =>
  measureDocument(parse(source), variables)

describe('the cost of an operation', () => {
  test.each([
    ['a field', '{ platform { chainId } }', 2],
    ['a list by its first', '{ nodes(first: 7) { id } }', 1 + 7],
    ['a list of the chain without a first: 100', '{ nodes { id } }', 1 + 100],
    ['lists inside lists, multiplied', '{ nodes(first: 7) { tasks(first: 5) { id } } }', 1 + 7 * (1 + 5)],
    ['an inner list of the chain without a first', '{ nodes(first: 7) { tasks { id } } }', 1 + 7 * (1 + 100)],
    ['a list of this system by its default', '{ priceCandles(input: { resourceType: CPU }) { open } }', 1 + 48],
    ['a connection once, not its edges again', '{ jobs(first: 7) { edges { cursor } } }', 1 + 7 * (1 + 1)],
    ['a connection by its default', '{ jobs { edges { cursor } } }', 1 + 20 * (1 + 1)],
    ['a list that takes no first as ten', '{ marketStats { kpis { name } } }', 1 + (1 + 10)],
    ['no more items than ids are named', '{ nodes(where: { id_in: ["0x01", "0x02"] }, first: 1000) { id } }', 1 + 2],
    ['as many as ids are named, without a first', `{ offers(nodeIds: [${'"0x01",'.repeat(12)}]) { id } }`, 1 + 12],
    ['each id that the chain is asked for', '{ proposalStandings(ids: [1, 2, 3]) { id } }', 1 + 3 * (100 + 1)],
    ['each case that the chain is asked for', '{ arbitrationCases(first: 7) { edges { cursor } } }', 1 + 7 * (10 + 2)],
    ['a read of the chain', '{ fundingPermit(jobId: "x") { nonce } }', 100 + 1],
    ['each alias', '{ a: platform { chainId } b: platform { chainId } }', 2 * 2],
    ['what @include leaves in alone', '{ nodes(first: 7) { id name @include(if: false) } }', 1 + 7],
    ['an inline fragment as its fields', '{ nodes(first: 7) { ... on Node { id name } } }', 1 + 7 * 2],
  ])('counts %s', (_what, source, cost) => {
    expect(validate(schema, parse(source))).toEqual([])
    expect(measure(source).cost).toBe(cost)
  })

  test('counts variables, and their defaults', () => {
    const source = 'query ($n: Int = 7) { nodes(first: $n) { id } }'
    expect(measure(source).cost).toBe(1 + 7)
    expect(measure(source, { n: 30 }).cost).toBe(1 + 30)
    // The argument's default replaces a missing variable.
    expect(measure('query ($n: Int) { nodes(first: $n) { id } }').cost).toBe(1 + 100)
  })

  test('counts a fragment as often as it is spread', () => {
    const source =
      '{ ...N a: nodes(first: 3) { ...F } } fragment N on Query { nodes(first: 7) { ...F } } fragment F on Node { id }'
    expect(measure(source)).toEqual({
      depth: 2,
      cost: 1 + 7 + (1 + 3),
      roots: 2,
    })
  })

  test('is not tried to the end where fragments multiply each other', () => {
    const levels = Array.from({ length: 40 }, (_, i) => `fragment F${i} on Node { ...F${i + 1} ...F${i + 1} }`).join(
      ' ',
    )
    const size = measure(`{ nodes { ...F0 } } ${levels} fragment F40 on Node { id }`)
    expect(size).toMatchObject({ depth: 2, cost: Number.POSITIVE_INFINITY })
    expect(sizeProblem(size)).toContain(`at most ${MAX_COST}`)
  })

  test('is none of an operation whose variables do not fit: its execution refuses it', () => {
    const document = parse('query ($n: Int!) { nodes(first: $n) { id } }')
    const operation = getOperationAST(document)
    expect(operation && measureOperation(schema, document, operation, { n: 'many' })).toBeNull()
  })
})

describe('an operation is refused', () => {
  test('for a required argument that a variable leaves empty, which would leave the rest unmeasured', () => {
    const source = 'query ($n: Int) { jobLogs(jobId: "x", afterSeq: $n) { seq } nodes { id } }'
    expect(() => measure(source, { n: null })).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }),
    )
    expect(measure(source).cost).toBe(1 + 500 + (1 + 100))
  })

  test('for its cost, where only defaults make it dear', () => {
    expect(sizeProblem(measure('{ nodes { tasks { id } } }'))).toBeNull()
    expect(sizeProblem(measure('{ nodes { tasks { events { id } } } }'))).toContain(`at most ${MAX_COST}`)
  })

  test('for its depth, also through fragments and inside themselves', () => {
    const deep = (levels: number): string =>
      levels === 0 ? 'id' : `provider { nodes(first: 1) { ${deep(levels - 1)} } }`
    expect(sizeProblem(measure(`{ node(id: "0x01") { ${deep(5)} } }`))).toBeNull()
    const problem = `at most ${MAX_DEPTH} levels`
    expect(sizeProblem(measure(`{ node(id: "0x01") { ${deep(6)} } }`))).toContain(problem)
    const spread = `{ node(id: "0x01") { ...F } } fragment F on Node { ${deep(6)} }`
    expect(sizeProblem(measure(spread))).toContain(problem)
    const inItself = '{ node(id: "0x01") { ...F } } fragment F on Node { provider { nodes { ...F } } }'
    expect(sizeProblem(measure(inItself))).toContain(problem)
  })

  test('for its roots, aliases and fragments counted', () => {
    const roots = (count: number) => Array.from({ length: count }, (_, i) => `a${i}: platform { chainId }`).join(' ')
    expect(sizeProblem(measure(`{ ${roots(20)} }`))).toBeNull()
    expect(
      sizeProblem(measure(`{ ${roots(11)} ...F } fragment F on Query { b: platform { chainId } ${roots(11)} }`)),
    ).toContain('at most 20 fields of the operation itself')
    const schemas = Array.from({ length: 21 }, (_, i) => `a${i}: __schema { types { name } }`).join(' ')
    expect(sizeProblem(measure(`{ ${schemas} }`))).toContain('at most 20 fields')
  })

  test('for introspection that answers too much', () => {
    const once = '__schema { types { fields { args { name type { name } } type { name } } } }'
    expect(sizeProblem(measure(`{ ${once} }`))).toBeNull()
    const often = Array.from({ length: 20 }, (_, i) => `a${i}: ${once}`).join(' ')
    expect(sizeProblem(measure(`{ ${often} }`))).toContain(`at most ${MAX_COST}`)
  })
})

describe('introspection costs the fields of its answer', () => {
  /** Fields of an answer: every key of every object in it. */
  function fieldsOf(value: unknown): number {
    if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + fieldsOf(item), 0)
    if (typeof value !== 'object' || value === null) return 0
    return Object.values(value).reduce((sum: number, inner) => sum + 1 + fieldsOf(inner), 0)
  }

  test.each([
    getIntrospectionQuery(),
    getIntrospectionQuery({
      inputValueDeprecation: true,
      descriptions: false,
      oneOf: true,
    }),
    '{ __schema { types { fields { args { name } } } } }',
    '{ __typename a: __type(name: "Query") { fields { name type { ofType { fields { name } } } } } }',
    'query ($n: String! = "Node") { __type(name: $n) { ...T } } fragment T on __Type { fields { args { type { name } } } }',
    '{ __type(name: "Nothing") { name } }',
    '{ __schema { queryType { name @skip(if: true) fields { name @include(if: false) } ... on __Type { kind } } } }',
    'query ($d: Boolean!) { __schema { types { enumValues(includeDeprecated: $d) { name } possibleTypes { name } } } }',
  ])('%s', (source) => {
    const variables = { d: true }
    expect(validate(schema, parse(source))).toEqual([])
    const answer = executeSync({
      schema,
      document: parse(source),
      variableValues: variables,
    })
    expect(measure(source, variables).cost).toBe(fieldsOf(answer.data))
  })

  test('and is not counted on when it is far too much', () => {
    const deep = (levels: number): string =>
      levels === 0
        ? 'name'
        : `interfaces { name } fields { a: type { ${deep(levels - 1)} } b: type { ofType { ${deep(levels - 1)} } } }`
    // To the end, each level would multiply the work by the schema's fields: jest's limit would come first.
    expect(measure(`{ __schema { types { ${deep(9)} } } }`).cost).toBeGreaterThan(MAX_COST)
  })
})

test('the examples of the README fit the schema and are answered', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const examples = [...readme.matchAll(/^ask '(.+)'$/gm)].map(([, source = '']) => source)
  expect(examples.length).toBeGreaterThan(5)
  for (const source of examples) {
    expect([source, validate(schema, parse(source)), sizeProblem(measure(source))]).toEqual([source, [], null])
  }
})

describe('this repository’s client', () => {
  const folder = new URL('../../../packages/client/src/operations/', import.meta.url)
  const document = concatAST(readdirSync(folder).map((file) => parse(readFileSync(new URL(file, folder), 'utf8'))))
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)

  /** The cost of each operation at the API's limits: lists of 100, the longest pages. */
  const PAGES: Readonly<Record<string, number>> = {
    JobLogs: 1000,
    JobLogParts: 200,
    PriceCandles: 1000,
    SubgraphDisputes: 1000,
    SubgraphMovements: 1000,
    SubgraphNodes: 1000,
    SubgraphPenalties: 1000,
    SubgraphStakeMovements: 1000,
    SubgraphTasks: 1000,
  }
  const sizes = operations.map((operation) => {
    const name = operation.name?.value ?? ''
    const variables = (operation.variableDefinitions ?? []).map(({ variable, type }) => {
      const inputType = typeFromAST(schema, type) as GraphQLInputType
      if (variable.name.value === 'first') return [variable.name.value, PAGES[name] ?? 100] as const
      return [variable.name.value, isNonNullType(inputType) ? exampleValue(inputType, 100) : undefined] as const
    })
    return [
      name,
      measureDocument(document, Object.fromEntries(variables.filter(([, value]) => value !== undefined)), name),
    ] as const
  })

  test('asks for nothing that is refused', () => {
    for (const [name, size] of sizes) expect([name, sizeProblem(size)]).toEqual([name, null])
  })

  test('asks for so much', () => {
    expect(Object.fromEntries(sizes.map(([name, { cost }]) => [name, cost]))).toMatchInlineSnapshot(`
     {
       "AcceptOffer": 134,
       "ActiveNodes": 4901,
       "AddEvidence": 178,
       "AgentPlatform": 4,
       "AnswerBenchmark": 39,
       "AppendLogs": 33,
       "ApproveResult": 211,
       "ArbitrationCase": 689,
       "ArbitrationCaseLog": 702,
       "ArbitrationCases": 4701,
       "ArbitratorRewards": 701,
       "AuditNode": 136,
       "BeginBenchmark": 40,
       "BondHistory": 703,
       "BonusProofs": 1001,
       "Bonuses": 1202,
       "CancelJob": 219,
       "CancelJobGroup": 133,
       "Capacity": 357,
       "ChainBlock": 5,
       "ChainWriter": 210,
       "CommitVote": 139,
       "CreateApiKey": 38,
       "Dao": 131,
       "DaoRecords": 1352,
       "DeclineOffer": 35,
       "DeleteJobFiles": 33,
       "DepositPermit": 103,
       "DepositPermitTransaction": 107,
       "DepositTransaction": 8,
       "DiscardQueueJob": 33,
       "DisputeEvidence": 461,
       "DisputedSpec": 22,
       "DisputedTask": 5,
       "Earnings": 701,
       "EarningsEstimate": 13,
       "EscrowBalances": 601,
       "FailedQueueJobs": 701,
       "FileGrant": 103,
       "FundFromBalance": 211,
       "FundJobGroup": 1133,
       "FundingPermit": 103,
       "Heartbeat": 34,
       "IndexedTask": 24,
       "Job": 333,
       "JobArtifacts": 82,
       "JobGroup": 9573,
       "JobGroupQuote": 4170,
       "JobGroupRequests": 12002,
       "JobGroups": 7701,
       "JobHistory": 93,
       "JobLogParts": 1201,
       "JobLogs": 6001,
       "JobRequest": 18,
       "JobServing": 72,
       "JobSpec": 20,
       "JobToFund": 20,
       "JobWithTask": 613,
       "Jobs": 8501,
       "KeyRequests": 101,
       "MarketStats": 93,
       "MatchPreview": 1752,
       "Me": 65,
       "Node": 62,
       "Nodes": 4901,
       "NodesOfProvider": 49001,
       "NodesToReview": 2801,
       "Offers": 7302,
       "OpenChallenges": 901,
       "OpenDispute": 229,
       "OperatorAlerts": 61,
       "OperatorRole": 2,
       "PermitTransaction": 107,
       "Platform": 82,
       "PlatformHealth": 40,
       "PlatformNodes": 2601,
       "PriceCandles": 14001,
       "PriceIndex": 231,
       "PriceTable": 605,
       "ProposalStandings": 10301,
       "Proposals": 1801,
       "ProtocolTotals": 173,
       "ProviderDispute": 29,
       "ProviderDisputes": 1501,
       "QueueStates": 94,
       "Quote": 1068,
       "RefreshSession": 37,
       "RefuseCheck": 33,
       "ReleaseJobKey": 35,
       "ReportArtifacts": 131,
       "ReportBenchmarkCheck": 32,
       "ReportCheck": 132,
       "ReportCheckpoint": 132,
       "ReportProgress": 35,
       "RequestJobKey": 132,
       "ResultToApprove": 13,
       "RetryQueueJob": 33,
       "RevealVote": 136,
       "RevokeApiKey": 35,
       "SetAvailability": 36,
       "SetReferrer": 33,
       "SetTierCapacity": 93,
       "ShownNode": 2774,
       "ShownNodes": 7801,
       "ShownPlatform": 88,
       "SignOut": 1,
       "SiweNonce": 8,
       "SiweVerify": 37,
       "Spending": 701,
       "StakerLocks": 804,
       "StopJob": 35,
       "StoreGrant": 3,
       "SubgraphDisputes": 19001,
       "SubgraphMovements": 11001,
       "SubgraphNodes": 44001,
       "SubgraphPenalties": 10001,
       "SubgraphStakeMovements": 12001,
       "SubgraphTasks": 25001,
       "SubmitJob": 275,
       "SubmitJobGroup": 1234,
       "SubmitResult": 134,
       "SuggestedAsk": 4,
       "TakeBenchmarkCheck": 65,
       "UpsertNode": 38,
       "WalletSteps": 1315,
       "WatchArbitrationCases": 6,
       "WatchJobGroup": 59,
       "WatchJobLogs": 61,
       "WatchJobProgress": 12,
       "WatchJobStatus": 9,
       "WatchNodeAvailability": 6,
       "WatchOffers": 83,
       "WatchPriceTicks": 11,
     }
    `)
  })
})

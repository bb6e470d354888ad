import { describe, expect, test } from '@jest/globals'
import { type GraphQLFieldConfig, GraphQLObjectType, GraphQLSchema, GraphQLString, graphql } from 'graphql'
import type { Access } from './access.js'
import type { Context, Viewer } from './context.js'
import { enforceAccess } from './enforceAccess.js'

const PUBLIC: Access = { rule: 'PUBLIC', rows: null }
const SIGNED_IN: Access = { rule: 'SIGNED_IN', rows: 'CALLER' }
const OPERATOR = '0x0a'

type Fields = Record<string, GraphQLFieldConfig<unknown, Context>>

const declare = (access?: Access) => (access ? { extensions: { access } } : {})
const text = (access?: Access): GraphQLFieldConfig<unknown, Context> => ({ type: GraphQLString, ...declare(access) })
const objectOf = (name: string, fields: Fields, access?: Access): GraphQLObjectType =>
  new GraphQLObjectType({ name, fields, ...declare(access) })

function schemaOf(query: Fields, subscription?: Fields): GraphQLSchema {
  return new GraphQLSchema({
    query: objectOf('Query', query),
    ...(subscription ? { subscription: objectOf('Subscription', subscription) } : {}),
  })
}
const enforce = (schema: GraphQLSchema): GraphQLSchema => enforceAccess(schema, { operators: [OPERATOR] })

describe('a schema is not built', () => {
  const secret = objectOf('Secret', { text: text() }, { rule: 'SIGNED_IN', rows: null })

  test('with a root field that was forgotten', () => {
    const schema = schemaOf({ rates: text(PUBLIC), wages: text() }, { ticks: text() })
    expect(() => enforce(schema)).toThrow(/Query.wages does not declare its access\nSubscription.ticks does not/)
  })

  test('with a public field that leads to a private type without a word about rows', () => {
    const schema = schemaOf({ secret: { type: secret, ...declare(PUBLIC) } })
    expect(() => enforce(schema)).toThrow('Query.secret is public and leads to the private type Secret')
  })

  test('with an inner field that leads from a public type to a private one', () => {
    const shop = objectOf('Shop', { till: { type: secret } })
    const schema = schemaOf({ shop: { type: shop, ...declare(PUBLIC) } })
    expect(() => enforce(schema)).toThrow('Shop.till leads to the private type Secret and does not declare its access')
  })

  test('with a type that only guarded fields lead to and that is not private', () => {
    const diary = objectOf('Diary', { text: text() })
    const schema = schemaOf({ diary: { type: diary, ...declare(SIGNED_IN) } })
    expect(() => enforce(schema)).toThrow('Diary is a type to which only guarded fields lead')
  })
})

describe('a field is answered', () => {
  const schema = enforce(
    schemaOf({
      open: { ...text(PUBLIC), resolve: () => 'open' },
      mine: { ...text(SIGNED_IN), resolve: () => 'mine' },
      key: { ...text({ rule: 'SESSION', rows: 'CALLER' }), resolve: () => 'key' },
      plan: { ...text({ rule: 'OPERATOR', rows: null }), resolve: () => 'plan' },
    }),
  )
  const viewer = (address: string, via: Viewer['via']): Viewer => ({ address, via, expiresAt: null })
  async function ask(who: Viewer | null): Promise<unknown[]> {
    const contextValue: Context = { viewer: who, refusal: null, ip: '', userAgent: null }
    const { data, errors = [] } = await graphql({ schema, contextValue, source: '{ open mine key plan }' })
    const codeAt = (name: string) => errors.find(({ path }) => path?.[0] === name)?.extensions.code
    return ['open', 'mine', 'key', 'plan'].map((name) => data?.[name] ?? codeAt(name))
  }

  test.each([
    ['nobody', null, ['open', 'UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED']],
    ['an API key', viewer('0x01', 'apiKey'), ['open', 'mine', 'FORBIDDEN', 'FORBIDDEN']],
    ['a wallet session', viewer('0x01', 'session'), ['open', 'mine', 'key', 'FORBIDDEN']],
    ['the operator', viewer(OPERATOR, 'session'), ['open', 'mine', 'key', 'plan']],
  ])('to %s as declared', async (_, who, answers) => {
    expect(await ask(who)).toEqual(answers)
  })
})

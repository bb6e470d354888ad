import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isIntrospectionType, isObjectType } from 'graphql'
import { declaredAccess } from './access.js'

/**
 * The gaps and contradictions in a schema's declared access: a line for each, with the name of the field or type.
 * - Each query, mutation and subscription declares its access, and so does each field that leads from a public type to
 *   a private one.
 * - A public field that leads to a private type says whose rows it gives.
 * - A type to which only guarded fields lead is private, so that a public field can't come to show it unnoticed.
 */
export function accessProblems(schema: GraphQLSchema): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(isPresent)
  const types = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !isIntrospectionType(type),
  )
  const isRoot = (type: GraphQLObjectType): boolean => roots.includes(type)
  const problems: string[] = []

  for (const type of types) {
    if (declaredAccess(type)) continue
    for (const field of Object.values(type.getFields())) {
      const target = getNamedType(field.type)
      const leadsToPrivate = isObjectType(target) && declaredAccess(target) !== null
      const access = declaredAccess(field)
      const name = `${type.name}.${field.name}`
      if (!access && isRoot(type)) problems.push(`${name} does not declare its access`)
      if (!access && !isRoot(type) && leadsToPrivate) {
        problems.push(`${name} leads to the private type ${target.name} and does not declare its access`)
      }
      if (access?.rule === 'PUBLIC' && access.rows === null && leadsToPrivate) {
        problems.push(`${name} is public and leads to the private type ${target.name}; say whose rows it gives`)
      }
    }
  }

  const shown = new Set<GraphQLObjectType>()
  const show = (type: GraphQLObjectType): void => {
    if (shown.has(type)) return
    shown.add(type)
    for (const field of Object.values(type.getFields())) {
      const access = declaredAccess(field)
      const target = getNamedType(field.type)
      const isOpen = access ? access.rule === 'PUBLIC' : !isRoot(type)
      if (isOpen && isObjectType(target) && declaredAccess(target) === null) show(target)
    }
  }
  for (const root of roots) show(root)
  for (const type of types) {
    if (!shown.has(type) && declaredAccess(type) === null) {
      problems.push(`${type.name} is a type to which only guarded fields lead; declare it @Private()`)
    }
  }
  return problems
}

function isPresent<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined
}

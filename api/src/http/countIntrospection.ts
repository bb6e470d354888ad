import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql'

type Variables = Readonly<Record<string, unknown>>
type AnyField = GraphQLField<unknown, unknown>

interface Question {
  schema: GraphQLSchema
  document: DocumentNode
  /** `__schema` or `__type`. */
  field: FieldNode
  /** Coerced. */
  variables: Variables
  /** The count ends as soon as it is above. */
  most: number
}

const META_FIELDS: ReadonlyMap<string, AnyField> = new Map(
  [SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field as AnyField]),
)

/**
 * How many fields an introspection field answers. Introspection's own resolvers are asked, and each selection is
 * counted once for each type, field or argument, so the count takes at most as many steps as its answer has fields.
 * @returns Infinity above `most`
 */
export function countIntrospection({ schema, document, field, variables, most }: Question): number {
  const meta = META_FIELDS.get(field.name.value)
  if (!meta) return 1
  const fragments = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition]),
  )
  const known = new Map<unknown, Map<SelectionSetNode, number>>()
  let steps = 0

  function countField(definition: AnyField, source: unknown, node: FieldNode): number {
    if (++steps > most) return Number.POSITIVE_INFINITY
    const target = getNamedType(definition.type)
    if (!node.selectionSet || !isObjectType(target)) return 1
    const args = getArgumentValues(definition, node, variables)
    const value = definition.resolve?.(source, args, undefined, { schema } as GraphQLResolveInfo)
    const items: unknown[] = Array.isArray(value) ? value : [value]
    let total = 1
    for (const item of items) {
      if (item !== null && item !== undefined) total += countObject(target, item, node.selectionSet)
      if (total > most) return Number.POSITIVE_INFINITY
    }
    return total
  }

  function countObject(type: GraphQLObjectType, source: unknown, selectionSet: SelectionSetNode): number {
    const ofSource = known.get(source) ?? new Map<SelectionSetNode, number>()
    known.set(source, ofSource)
    const counted = ofSource.get(selectionSet)
    if (counted !== undefined) return counted
    // The value during its own count: a fragment inside itself, which validation refuses.
    ofSource.set(selectionSet, Number.POSITIVE_INFINITY)
    let total = 0
    for (const selection of selectionSet.selections) {
      if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if === true) continue
      if (getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if === false) continue
      if (selection.kind === Kind.FIELD) {
        const definition = type.getFields()[selection.name.value]
        total += definition ? countField(definition as AnyField, source, selection) : 1
      } else {
        const spread =
          selection.kind === Kind.FRAGMENT_SPREAD
            ? fragments.get(selection.name.value)?.selectionSet
            : selection.selectionSet
        if (spread) total += countObject(type, source, spread)
      }
      if (total > most) return Number.POSITIVE_INFINITY
    }
    ofSource.set(selectionSet, total)
    return total
  }

  return countField(meta, undefined, field)
}

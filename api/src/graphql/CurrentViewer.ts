import { createParameterDecorator } from 'type-graphql'
import { requireViewer } from './apiError.js'
import type { Context } from './context.js'

/** The signed-in caller as a parameter. Public fields, which may have none, take `@Ctx('viewer')`. */
export function CurrentViewer(): ParameterDecorator {
  return createParameterDecorator<Context>(({ context }) => requireViewer(context)) as ParameterDecorator
}

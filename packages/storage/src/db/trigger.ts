import { NotRetryableError } from '@aiigo/domain'

export interface Trigger {
  name: string
  timing: 'before' | 'after'
  events: ('insert' | 'update' | 'delete')[]
  expression: string
}

/**
 * A trigger of an entity, from its statement: MikroORM's own form can't express constraint triggers, `update of`, and a
 * function that several triggers share. Its comparison looks at the name alone; the schema test compares the rest.
 * @param statement `create [constraint] trigger <name> <before|after> <event> [or <event>] …`
 */
export function trigger(statement: string): Trigger {
  const found =
    /^create (?:constraint )?trigger (\w+) (before|after) ((?:insert|update|delete)(?: or (?:insert|update|delete))*) /m.exec(
      statement,
    )
  if (!found) throw new NotRetryableError('TRIGGER', `expected a statement that creates a trigger, got ${statement}`)
  const [, name, timing, events] = found as unknown as [string, string, Trigger['timing'], string]
  return { name, timing, events: events.split(' or ') as Trigger['events'], expression: statement }
}

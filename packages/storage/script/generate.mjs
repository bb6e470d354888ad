// Writes the SQL files of the initial migration from the entities. Part of `npm run generate`.
import { writeFileSync } from 'node:fs'
import { MikroORM } from '@mikro-orm/postgresql'
import { ormOptions } from '../dist/db/createStorage.js'
import { declaredSchema } from '../dist/db/declaredSchema.js'
import { describeTables } from './describeTables.mjs'

// No connection is opened: the statements follow from the entities alone.
const orm = await MikroORM.init(ormOptions('postgres://localhost/none', 1))
const { tables, triggers } = await declaredSchema(orm)
const head = '-- Generated from the entities by `npm run generate`; do not edit.\n'
const write = (path, text) => writeFileSync(new URL(path, import.meta.url), text)
write('../sql/migrations/20261128000000_tables.sql', head + tables)
write('../sql/migrations/20261128000000_triggers.sql', head + triggers)
write('../../../docs/tables.md', describeTables(orm))
await orm.close(true)

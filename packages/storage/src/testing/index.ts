export { createTestDatabase, type TestDatabase } from './createTestDatabase.js'
export { makeJob, makeJobSpec } from './makeJob.js'
export { makeNode } from './makeNode.js'
export { testPostgres } from './testPostgres.js'

import {
  NODE,
  nodeRegistered,
  OTHER_NODE,
  OTHER_PROVIDER,
  PROVIDER,
  TASK,
  taskAssigned,
  taskFunded,
  taskReleased,
  taskReopened,
} from '../world.mjs'

const start = [nodeRegistered(), nodeRegistered({ nodeId: OTHER_NODE, provider: OTHER_PROVIDER }), taskFunded()]
const attempt = { taskId: TASK, nodeId: NODE, attempt: 1 }
const taskQuery = `task(id: "${TASK}") { state attempt node { id } provider rate unitsPerSecond assignedAt dueAt events(orderBy: block) { action attempt node } }`
const countsQuery = 'nodes(orderBy: id) { openAssignments } providers(orderBy: id) { tasksFailed }'
const unassigned = {
  state: 'FUNDED',
  attempt: 1,
  node: null,
  provider: null,
  rate: null,
  unitsPerSecond: null,
  assignedAt: null,
  dueAt: null,
}
const history = (action) => [
  { action: 'FUNDED', attempt: 0, node: null },
  { action: 'ASSIGNED', attempt: 1, node: NODE },
  { action, attempt: 1, node: NODE },
]

const cases = [
  { name: 'a released task waits unassigned', action: 'RELEASED', ends: taskReleased(attempt) },
  { name: 'a task whose node missed the deadline is reopened', action: 'REOPENED', ends: taskReopened(attempt) },
]

export default cases.map(({ name, action, ends }) => ({
  name: `${name} and goes to another node`,
  blocks: [
    start,
    [taskAssigned()],
    [ends],
    [taskAssigned({ nodeId: OTHER_NODE, provider: OTHER_PROVIDER, attempt: 2 })],
  ],
  assertions: [
    {
      query: `{ ${taskQuery} ${countsQuery} }`,
      expected: {
        task: {
          state: 'ASSIGNED',
          attempt: 2,
          node: { id: OTHER_NODE },
          provider: OTHER_PROVIDER,
          rate: '1000',
          unitsPerSecond: 8,
          assignedAt: '1700000048',
          dueAt: '1700000648',
          events: [...history(action), { action: 'ASSIGNED', attempt: 2, node: OTHER_NODE }],
        },
        nodes: [{ openAssignments: 0 }, { openAssignments: 1 }],
        providers: [{ tasksFailed: 1 }, { tasksFailed: 0 }],
      },
    },
    {
      query: `{ task(id: "${TASK}", block: { number: 3 }) { state attempt node { id } provider rate unitsPerSecond assignedAt dueAt } }`,
      expected: { task: unassigned },
    },
    {
      query: `{ provider(id: "${PROVIDER}", block: { number: 2 }) { tasksFailed } }`,
      expected: { provider: { tasksFailed: 0 } },
    },
  ],
}))

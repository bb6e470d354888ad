/** Questions of a stranger that are costly. Each was shown to hold or fill an API once. */
export const QUESTIONS: readonly { name: string; query: string }[] = [
  {
    name: 'a large introspection within the limits',
    query: `{ ${Array.from({ length: 10 }, (_, i) => `a${i}: __schema { types { fields { name args { name } } } }`).join(' ')} }`,
  },
  {
    name: 'introspection under 690 aliases',
    query: `{ ${Array.from({ length: 690 }, (_, i) => `a${i}: __schema { types { name } }`).join(' ')} }`,
  },
  { name: 'a field 1 200 times', query: `{ ${'platform { chainId } '.repeat(1_200)} }` },
  { name: 'lists in lists of the chain', query: '{ nodes { tasks { node { tasks { node { tasks { id } } } } } } }' },
  {
    name: '1 000 tasks with their nodes',
    query: '{ tasks(first: 1000, orderBy: createdAt) { id cost resultHash node { id provider { id } } } }',
  },
  {
    name: '20 look-ups of 100 nodes in a request',
    query: `{ ${Array.from({ length: 20 }, (_, i) => `a${i}: nodes(first: 100) { id provider { id nodes(first: 5) { id } } }`).join(' ')} }`,
  },
  { name: 'no GraphQL', query: '{'.repeat(4_000) },
]

import type { Bug } from './Bug.js'

export const mirrorsOnce: Bug = {
  name: 'mirrorsOnce',
  foundBy: 1,
  description: 'The chain-sync writes a node that it does not know, and leaves the row of a known one as it is.',
  statement: (text) =>
    /^\s*insert into node \(/.test(text)
      ? text.replace(/on conflict \(id\) do update set provider[\s\S]*$/, 'on conflict (id) do nothing')
      : text,
}

import type { Bug } from './Bug.js'

export const comparesNoState: Bug = {
  name: 'comparesNoState',
  foundBy: 1,
  description: 'A move of a job or an attempt does not compare the state that it starts from.',
  statement: (text) =>
    /^update "(job|attempt)" set .*"state" = /i.test(text)
      ? text.replace(/(where "id" = '[^']+') and "state" = '[A-Z_]+'/, '$1')
      : text,
}

import type { Bug } from './Bug.js'

export const storesTwice: Bug = {
  name: 'storesTwice',
  foundBy: 2,
  description: 'The API ignores the id that a client gives its request, so a repeated call stores another job.',
  services: (services) => ({
    ...services,
    jobs: {
      ...services.jobs,
      submit: (viewer, input) => services.jobs.submit(viewer, { ...input, clientRequestId: null }),
    },
  }),
}

import { Arg, Ctx, Query, Resolver } from 'type-graphql'
import { Public } from '../../graphql/authorize.js'
import type { Viewer } from '../../graphql/context.js'
import { BytesScalar } from '../../graphql/scalars.js'
import type { JobService } from './job.service.js'
import { Task } from './task.type.js'

@Resolver()
export class TaskResolver {
  constructor(private readonly jobs: JobService) {}

  @Public()
  @Query(() => [Task], {
    nullable: 'items',
    description: 'For the gateway: the jobs behind tasks, where the caller may see them.',
  })
  async _tasks(
    @Arg('ids', () => [BytesScalar]) ids: string[],
    @Ctx('viewer') viewer: Viewer | null,
  ): Promise<(Task | null)[]> {
    return viewer ? this.jobs.tasksByIds(viewer, ids) : ids.map((id) => ({ id, job: null }))
  }
}

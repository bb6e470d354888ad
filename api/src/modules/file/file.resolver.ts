import { Arg, ID, Mutation, Query, Resolver } from 'type-graphql'
import { SignedIn } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Viewer } from '../../graphql/context.js'
import { CHAIN_COST } from '../costs.js'
import type { FileService } from './file.service.js'
import { DeleteJobFilesPayload, FileGrant } from './file.type.js'

@Resolver()
export class FileResolver {
  constructor(private readonly files: FileService) {}

  @SignedIn({ rows: 'CALLER' })
  @Query(() => FileGrant, {
    description:
      'Permission to store files in the caller’s name, and to read what the caller stored. A file that no job names is deleted after a day.',
  })
  storeGrant(@CurrentViewer() viewer: Viewer): Promise<FileGrant> {
    return this.files.storeGrant(viewer)
  }

  @SignedIn({ rows: 'READER' })
  @Query(() => FileGrant, {
    complexity: CHAIN_COST,
    nullable: true,
    description:
      'Permission to read a job’s files. The buyer reads all, the provider that works on it program and inputs, the panel of its open dispute all, the provider whose result is disputed the evidence; null for anybody else, and after they were deleted.',
  })
  fileGrant(
    @Arg('jobId', () => ID) jobId: string,
    @CurrentViewer() viewer: Viewer,
    @Arg('cid', () => String, { nullable: true, description: 'Only this one of its files.' }) cid?: string | null,
  ): Promise<FileGrant | null> {
    return this.files.fileGrant(viewer, jobId, cid ?? null)
  }

  @SignedIn({ rows: 'BUYER' })
  @Mutation(() => DeleteJobFilesPayload, {
    description: 'Deletes program, inputs, result, log and evidence of a job that has ended. They cannot be had again.',
  })
  deleteJobFiles(
    @Arg('jobId', () => ID) jobId: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<DeleteJobFilesPayload> {
    return this.files.deleteJobFiles(viewer, jobId)
  }
}

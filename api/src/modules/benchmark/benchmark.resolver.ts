import { Arg, ID, Mutation, Resolver } from 'type-graphql'
import { SignedIn } from '../../graphql/authorize.js'
import { CurrentViewer } from '../../graphql/CurrentViewer.js'
import type { Viewer } from '../../graphql/context.js'
import { InLane } from '../../graphql/lane.js'
import { BytesScalar } from '../../graphql/scalars.js'
import type { BenchmarkService } from './benchmark.service.js'
import { AnswerBenchmarkInput, BenchmarkCheckPayload, BenchmarkPayload } from './benchmark.type.js'

@Resolver()
export class BenchmarkResolver {
  constructor(private readonly benchmarks: BenchmarkService) {}

  @SignedIn({ rows: 'PROVIDER' })
  @InLane('OWN')
  @Mutation(() => BenchmarkPayload, {
    description: 'Gives an active node the challenge of a benchmark: the open one, or a new one, at most one an hour.',
  })
  beginBenchmark(
    @Arg('nodeId', () => BytesScalar) nodeId: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<BenchmarkPayload> {
    return this.benchmarks.begin(viewer, nodeId)
  }

  @SignedIn({ rows: 'PROVIDER' })
  @Mutation(() => BenchmarkPayload, {
    description: 'Answers the stage that is due, and gives the next one. The same answer again changes nothing.',
  })
  answerBenchmark(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => AnswerBenchmarkInput) input: AnswerBenchmarkInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<BenchmarkPayload> {
    return this.benchmarks.answer(viewer, id, input)
  }

  @SignedIn({ rows: 'PROVIDER' })
  @InLane('OWN')
  @Mutation(() => BenchmarkCheckPayload, {
    description: 'Gives one of the platform’s nodes parts of another owner’s benchmark to compute again.',
  })
  takeBenchmarkCheck(
    @Arg('nodeId', () => BytesScalar) nodeId: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<BenchmarkCheckPayload> {
    return this.benchmarks.take(viewer, nodeId)
  }

  @SignedIn({ rows: 'PROVIDER' })
  @InLane('OWN')
  @Mutation(() => BenchmarkCheckPayload, {
    description: 'Hands in what a platform node computed, in the parts’ order.',
  })
  reportBenchmarkCheck(
    @Arg('id', () => ID) id: string,
    @Arg('nodeId', () => BytesScalar) nodeId: string,
    @Arg('digests', () => [String]) digests: string[],
    @CurrentViewer() viewer: Viewer,
  ): Promise<BenchmarkCheckPayload> {
    return this.benchmarks.report(viewer, { id, nodeId }, digests)
  }
}

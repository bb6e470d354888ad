/** Bounds of a job file. They keep one job from taking more than any node would sensibly offer. */
export const JOB_LIMITS = {
  /** Bytes of the job file's own text. */
  fileBytes: 262_144,
  nameLength: 100,
  args: 64,
  /** Characters in one argument. */
  argLength: 4_096,
  /** Variables of the environment. */
  env: 64,
  envNameLength: 64,
  /** Characters in one value of the environment. */
  envValueLength: 4_096,
  /** Files that the buyer stores. */
  inputs: 32,
  /** Files of other jobs' results that a job takes. */
  takenInputs: 500,
  /** Jobs of one submission. */
  groupJobs: 500,
  /** Different demands of a node in one quote of a group: all nodes are looked at for each. */
  quotedDemands: 32,
  /** References from jobs to jobs, in one submission: each is a row, which is read when the needed job ends. */
  groupNeeds: 5_000,
  /** Jobs that one job needs. */
  needs: 500,
  /** Characters in the name of a step, and of a parameter of a sweep. */
  stepNameLength: 40,
  /** Characters in a value of a sweep. */
  sweepValueLength: 200,
  /** Names, folders and patterns together. */
  outputs: 500,
  outputPatterns: 16,
  /** Files that a result may have. */
  outputFiles: 500,
  /** Characters in a name inside the job's directory. */
  fileNameLength: 200,
  /** Folders in a name inside the job's directory, the file itself included. */
  fileNameDepth: 8,
  /** Characters of a path on the buyer's machine. */
  localPathLength: 4_096,
  units: 1_024,
  /** WebAssembly's 32-bit memory ends at 4 GiB. */
  memoryMiB: 4_096,
  /** With less, a container does not begin. */
  leastContainerMiB: 16,
  /** Seven days. */
  seconds: 604_800,
  /** Modules that may run no longer are spot-checked unless they say otherwise. */
  smallJobSeconds: 600,
  /** Longest run that is checked by another one: the platform pays for it. */
  checkedSeconds: 3_600,
  /** Of the specifications of a group together, as canonical JSON. */
  groupBytes: 4_194_304,
  outputMiB: 1_024,
  /** A version is sealed and stored, and its predecessor deleted, no more often than this; seconds. */
  checkpointSeconds: { least: 10, most: 86_400 },
  /** As large as the blob store's files by default: a node moves one in each span of `everySeconds`. */
  checkpointMiB: 64,
  /** Of versions on average, MiB a second: a node has to seal and send each while other jobs need its connection. */
  checkpointMiBPerSecond: 1,
  /** Artifacts of a job: entries of its file, and files that are kept. */
  artifacts: 100,
  /** Between two looks for changed artifacts, seconds. */
  artifactSeconds: { least: 10, most: 3_600 },
  /** Artifacts on average, MiB a second, beside the checkpoint. */
  artifactMiBPerSecond: 1,
  /** Seven days, for each of the three deadlines. */
  deadlineSeconds: 604_800,
  /** Of a program, a module or an image's archive: what a blob store takes as one file unless it is set otherwise. */
  programBytes: 67_108_864,
  inputBytes: 268_435_456,
  replicas: 9,
  /** Characters in the name of a sensor. */
  sensorNameLength: 64,
  /** Data points of one job: its buyer checks a signature for each. */
  readingPoints: 10_000,
  /** Between two readings, seconds: a day. */
  readingSeconds: 86_400,
  /** A line of readings has at most so many bytes, and half as many again in the log. */
  readingBytes: 512,
  attempts: 10,
  parallelOffers: 5,
  nodeList: 64,
  /** Of a round trip, milliseconds; nothing on earth is farther away. */
  latencyMs: 10_000,
} as const

/** Defaults of the fields that a job file may leave out. Times in seconds. */
export const JOB_DEFAULTS = {
  units: 1,
  memoryMiB: 128,
  seconds: 300,
  outputMiB: 16,
  checkpointSeconds: 60,
  checkpointMiB: 16,
  artifactSeconds: 30,
  fundSeconds: 900,
  assignSeconds: 600,
  windowSeconds: 600,
  replicas: 3,
  shareBps: 500,
  profile: 'balanced',
  retries: 3,
  readingSeconds: 1,
} as const

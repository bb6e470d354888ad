import { DEFAULT_NAME, PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../settings/Settings.js'

/** The stake that a new node gets, whole AIIGO. */
const STAKE = '1000'
/** The price where the market has none: ETH for an hour of one unit. */
const PRICE = '0.0001'
const MIB = 1_048_576
const HEALTH_PORT = 4_300
/** The data folder of the Debian package's service. */
const SYSTEM_DATA = '/var/lib/aiigo-agent'

export default defineCommand({
  options: [
    { flags: '--platform <URL>', about: "the platform's address, such as https://market.example" },
    { flags: '--rpc <URL>', about: "the chain's JSON-RPC URL; default: the one that the platform names" },
    { flags: '--deployment <FILE>', about: "deployment file of the platform's operator; default: the platform's own" },
    {
      flags: '--fingerprint <HEX>',
      about: 'fingerprint of the deployment, where the platform is reached without https',
    },
    { flags: '--key-file <FILE>', about: 'import the private key in this file, mode 600; - is standard input' },
    PASSWORD_OPTION,
    { flags: '--name <NAME>', about: "the machine's name" },
    { flags: '--region <REGION>', about: 'US, EU, ASIA, SA, AF or OC' },
    { flags: '--type <TYPE>', about: 'CPU, GPU, NETWORK, MOBILE or IOT; default: CPU' },
    { flags: '--units <N>', about: 'cores or graphics processors to offer; default: all' },
    { flags: '--memory <MIB>', about: 'memory to offer; default: three quarters' },
    { flags: '--ask <TOKEN=PRICE...>', about: 'lowest price of an hour of one unit: ETH=0.0001 USDC=0.2' },
    { flags: '--stake <AIIGO>', about: `stake of the node; default: ${STAKE}` },
    { flags: '--hours <WINDOW...>', about: 'when jobs may come: "22:00-07:00" "sat,sun 00:00-24:00"' },
    { flags: '--other-load <PERCENT>', about: 'pause while other programs use more of the processor' },
    { flags: '--celsius <DEGREES>', about: 'pause while the machine is hotter' },
    { flags: '--health-port <PORT>', about: `port of health and metrics; default: ${HEALTH_PORT}` },
    { flags: '-y, --yes', about: 'take the proposals without asking' },
  ],
  examples: [
    'aiigo-agent init',
    'aiigo-agent init --platform https://market.example --name shed --region EU --password-file secret --yes',
  ],
  schemas: () => import('../schemas/init.js'),
  async run(context, input) {
    const [
      { askAll },
      { writeAgentFile, alreadySetUp },
      { giveToOwner },
      { SYSTEM_FILE },
      { access, mkdir, writeFile },
      { join },
    ] = await Promise.all([
      import('../settings/askAll.js'),
      import('../settings/writeAgentFile.js'),
      import('../settings/giveToOwner.js'),
      import('../settings/readSettings.js'),
      import('node:fs/promises'),
      import('node:path'),
    ])
    const { path, folder } = context.settings
    const isThere = await access(path).then(
      () => true,
      () => false,
    )
    if (isThere) throw alreadySetUp(path)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const { file, deployment, wallet, cost, rpcUrl, troubles } = await askAll(context, input, {
      ...{ stake: STAKE, price: PRICE, mib: MIB, healthPort: HEALTH_PORT, wallet: DEFAULT_NAME },
      dataDir: path === SYSTEM_FILE ? SYSTEM_DATA : 'data',
    })
    await writeFile(join(folder, file.platform.deployment), deployment.text, {
      mode: 0o600,
    })
    await writeAgentFile(path, file)
    // Root may set up what the service's user owns.
    await giveToOwner(folder)
    return {
      path,
      name: file.name,
      nodeId: cost.nodeId,
      address: wallet.address,
      rpcUrl,
      fingerprint: deployment.fingerprint,
      needs: cost.needs,
      troubles,
    }
  },
  show({ path, name, address, needs, troubles }, output) {
    output.line(`set up ${output.style.bold(name)}: settings in ${path}, the wallet's key beside them, encrypted`)
    output.line('keep copies of the key and of its password: a lost one cannot be replaced')
    for (const trouble of troubles) output.note(trouble)
    if (needs.length > 0) output.line(`→ send to ${output.style.bold(address)}: ${needs.join(' and ')}`)
    output.line('→ then start the agent: aiigo-agent run')
  },
})

import { LOCAL_CHAIN_ID } from '@aiigo/chain'
import { AgentPlatformDocument, type AgentPlatformQuery } from '@aiigo/client'
import { REGIONS } from '@aiigo/domain'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { visitor } from '../../app/api.js'
import { useSession } from '../../session/SessionProvider.js'
import { CopyBlock } from '../../ui/CopyBlock.js'
import { Field } from '../../ui/Field.js'
import { Loaded } from '../../ui/Loaded.js'
import { Notice } from '../../ui/Notice.js'
import { Panel } from '../../ui/Panel.js'
import { Skeleton } from '../../ui/Skeleton.js'
import {
  agentCommand,
  FINGERPRINT_PLACE,
  isLoopback,
  KEY_FILE,
  MACHINE_NAME,
  NODE_PLACE,
  needsFingerprint,
} from './agentCommand.js'
import styles from './MachinePanel.module.css'
import { RegistrationCost } from './RegistrationCost.js'

/** The agent's commands, with this platform and the machine's name filled in. */
export function MachinePanel() {
  const { state } = useSession()
  const platform = useQuery({
    queryKey: ['agentPlatform'],
    queryFn: async ({ signal }) => (await visitor.execute(AgentPlatformDocument, {}, { signal })).platform,
    staleTime: 300_000,
  })
  return (
    <Panel title={<Trans>Add a machine</Trans>}>
      <div id="machine" className={styles.parts}>
        <p>
          <Trans>
            The agent registers the machine with a wallet, proves its power, takes jobs and runs them in a sandbox. It
            needs a wallet with ETH for the registration fee and gas, and AIIGO for the stake.
          </Trans>
        </p>
        {state.status === 'signedIn' && <RegistrationCost session={state.session} />}
        <Loaded query={platform} skeleton={<Skeleton lines={12} />}>
          {(found) => <Command platform={found} />}
        </Loaded>
      </div>
    </Panel>
  )
}

function Command({ platform: { chainId, rpcUrl } }: { platform: AgentPlatformQuery['platform'] }) {
  const { t } = useLingui()
  const [name, setName] = useState('my-machine')
  const [region, setRegion] = useState<string>('EU')
  const [hasWallet, setHasWallet] = useState(false)
  const fits = MACHINE_NAME.test(name)
  const { origin, hostname } = location
  const deployment = new URL('/deployment.json', origin).href
  return (
    <>
      <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
        <Field
          label={<Trans>Name</Trans>}
          hint={t`With the wallet it makes the node's id: another name is another node.`}
          error={fits ? undefined : t`1 to 64 letters, digits, spaces, ".", "_" or "-"`}
        >
          {(ids) => <input {...ids} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field label={<Trans>Region</Trans>} hint={t`Where the machine stands.`}>
          {(ids) => (
            <select {...ids} value={region} onChange={(event) => setRegion(event.target.value)}>
              {REGIONS.map((code) => (
                <option key={code}>{code}</option>
              ))}
            </select>
          )}
        </Field>
        <Field label={<Trans>Wallet of the machine</Trans>} hint={t`It stakes, signs and earns.`}>
          {(ids) => (
            <select
              {...ids}
              value={hasWallet ? 'own' : 'new'}
              onChange={(event) => setHasWallet(event.target.value === 'own')}
            >
              <option value="new">{t`A new one`}</option>
              <option value="own">{t`One whose key I have`}</option>
            </select>
          )}
        </Field>
      </form>
      {fits && (
        <CopyBlock
          label={t`Commands that set up and start the agent`}
          text={agentCommand({ origin, rpcUrl, name: name.trim(), region, hasWallet })}
        />
      )}
      <ol className={styles.steps}>
        <li>
          <Trans>
            Get the agent's package from the operator of this marketplace. Open a shell of root beside it, on a Linux
            machine of x64 or arm64.
          </Trans>
        </li>
        {needsFingerprint(origin) && (
          <li>
            <Trans>
              Replace {FINGERPRINT_PLACE} by the one that the operator tells you: the SHA-256 of {deployment}. This page
              comes without https, so it cannot name it safely.
            </Trans>
          </li>
        )}
        {rpcUrl === null && (
          <li>
            <Trans>
              Replace {NODE_PLACE} by the JSON-RPC URL of a node of chain {chainId}.
            </Trans>
          </li>
        )}
        {hasWallet && (
          <li>
            <Trans>
              Write the wallet's private key into the file {KEY_FILE}, mode 600, and delete it after the set-up. The key
              stays on the machine, encrypted.
            </Trans>
          </li>
        )}
        <li>
          <Trans>
            Run the commands. The set-up ends with the wallet's address and the amounts that it lacks; a running agent
            waits for them. Keep a copy of wallet-password and of the wallet's file.
          </Trans>
        </li>
        <li>
          <Trans>
            The node of this wallet shows above as soon as its registration is in a block, and takes jobs after its
            first proof of work. aiigo-agent status shows it on the machine.
          </Trans>
        </li>
      </ol>
      <p className={styles.hint}>
        <Trans>
          The price is of an hour of one core. Limits (hours, load, temperature, bandwidth), the systemd service and
          updates: <a href="/docs/repository/agent/index.html">the agent's page</a>.
        </Trans>
      </p>
      {isLoopback(hostname) && (
        <Notice tone="info" title={<Trans>For this computer alone</Trans>}>
          {chainId === LOCAL_CHAIN_ID ? (
            <Trans>This marketplace runs on this computer, and the command names its addresses as they are now.</Trans>
          ) : (
            <Trans>The addresses are this computer's. Open the page by its public address for other machines.</Trans>
          )}
        </Notice>
      )}
    </>
  )
}

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
import { agentCommand, KEY_PLACE, MACHINE_NAME, NODE_PLACE } from './agentCommand.js'
import styles from './MachinePanel.module.css'
import { RegistrationCost } from './RegistrationCost.js'

/** The agent's command, with this platform and the machine's name filled in. */
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

function Command({ platform: { chainId, blobUrl, rpcUrl } }: { platform: AgentPlatformQuery['platform'] }) {
  const { t } = useLingui()
  const [name, setName] = useState('my-machine')
  const [region, setRegion] = useState<string>('EU')
  const fits = MACHINE_NAME.test(name)
  const { origin, hostname } = location
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
      </form>
      {fits && (
        <CopyBlock
          label={t`Command that starts the agent`}
          text={agentCommand({ origin, blobUrl, rpcUrl, name: name.trim(), region })}
        />
      )}
      <ol className={styles.steps}>
        <li>
          <Trans>Open a shell in a clone of the repository, after npm install and npx tsc -b, with Node 24.</Trans>
        </li>
        {rpcUrl === null && (
          <li>
            <Trans>
              Replace {NODE_PLACE} by the JSON-RPC URL of a node of chain {chainId}.
            </Trans>
          </li>
        )}
        <li>
          <Trans>Replace {KEY_PLACE} by the wallet's private key. The key stays on the machine.</Trans>
        </li>
        <li>
          <Trans>
            Run it. The node shows above as soon as its registration is in a block, and takes jobs after its first proof
            of work.
          </Trans>
        </li>
      </ol>
      <p className={styles.hint}>
        <Trans>
          AGENT_ASKS are base units per million units of usage, by token: 900000000000 for ETH is 900 000 wei a
          core-second. AGENT_STAKE are base units, too, of 18 decimals. The addresses of the contracts are fetched once
          and kept in AGENT_DATA_DIR.
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

const isLoopback = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

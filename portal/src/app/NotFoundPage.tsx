import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Page } from '../ui/Page.js'

export function NotFoundPage() {
  return (
    <Page title={<Trans>There is no such page</Trans>}>
      <p>
        <Trans>The address may be from an older version, or mistyped.</Trans>
      </p>
      <p>
        <Link to="/">
          <Trans>Go to the start</Trans>
        </Link>
      </p>
    </Page>
  )
}

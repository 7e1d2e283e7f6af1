// Chooses the installation through which a user is messaged: their own workspace's, or, for guests of Slack Connect, the
// one that first saw them.

import type { SecretStore } from '../../../src/chat/adapter-descriptor.ts'
import type { User } from '../../../src/chat/address.ts'
import { setBounded } from '../../shared/bounded-cache.ts'
import type { Installations } from './installation-store.ts'

export interface GuestRouting {
  /** The key of the installation through which that user is messaged. */
  installationFor(user: User): Promise<string>
  /** Remembers the installation that has seen a user whose own workspace has none. */
  rememberInstallation(user: User, installation: string): Promise<void>
  isInstalled(workspace: string): Promise<boolean>
}

const maxCached = 10_000

export function createGuestRouting(installations: Installations, secrets: SecretStore): GuestRouting {
  const cached = new Map<string, string>()
  const isInstalled = async (workspace: string) => (await installations.of(workspace)) !== undefined

  return {
    isInstalled,
    async installationFor(user) {
      if (await isInstalled(user.workspace)) return user.workspace
      const key = keyOf(user)
      return installations.only ?? cached.get(key) ?? (await secrets.read(key)) ?? user.workspace
    },
    async rememberInstallation(user, installation) {
      const key = keyOf(user)
      // With a single installation there is nothing to choose.
      if (user.workspace === installation || installations.only !== undefined) return
      if (cached.get(key) === installation || (await isInstalled(user.workspace))) return
      if ((await secrets.read(key)) !== installation) await secrets.write(key, installation)
      setBounded(cached, key, installation, maxCached)
    },
  }
}

function keyOf({ workspace, user }: User): string {
  return `slack met ${workspace} ${user}`
}
